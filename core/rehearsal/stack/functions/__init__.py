"""The functions of ROS templates, each a plain function of plain values."""
