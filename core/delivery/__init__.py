"""Plan and chart made into a bundle: the hook chart, the ROS template, the parameters."""
