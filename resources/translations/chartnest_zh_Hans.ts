<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_Hans" sourcelanguage="en">
<context>
<name>AccountPage</name>
<message>
<source>AccessKey</source>
<translation>AccessKey</translation>
</message>
<message>
<source>Account</source>
<translation>账号</translation>
</message>
<message>
<source>Account {account}, signed in as {user}.</source>
<translation>账号 {account}，登录身份为 {user}。</translation>
</message>
<message>
<source>Alibaba Cloud</source>
<translation>阿里云</translation>
</message>
<message>
<source>Asking STS whose AccessKey this is…</source>
<translation>正在向 STS 查询该 AccessKey 的归属…</translation>
</message>
<message>
<source>Asking the keyring…</source>
<translation>正在读取系统密钥环…</translation>
</message>
<message>
<source>Failures, outputs and deletion look as they will in the cloud.</source>
<translation>失败、输出和删除的表现与云上一致。</translation>
</message>
<message>
<source>Import from aliyun CLI</source>
<translation>从 aliyun CLI 导入</translation>
</message>
<message>
<source>New profile</source>
<translation>新建凭证</translation>
</message>
<message>
<source>No profile yet. Add one, or take one over from the aliyun CLI.</source>
<translation>还没有凭证。请新建，或从 aliyun CLI 导入。</translation>
</message>
<message>
<source>Not taken over: {profiles}.</source>
<translation>未导入：{profiles}。</translation>
</message>
<message>
<source>Profile</source>
<translation>凭证</translation>
</message>
<message>
<source>Profiles</source>
<translation>凭证列表</translation>
</message>
<message>
<source>ROS and a Kubernetes API run on this computer, for you alone.</source>
<translation>ROS 和 Kubernetes API 在本机运行，仅供您使用。</translation>
</message>
<message>
<source>ROS creates the stack in your account, in your ACK cluster.</source>
<translation>ROS 在您的账号下、您的 ACK 集群中创建资源栈。</translation>
</message>
<message>
<source>Region</source>
<translation>地域</translation>
</message>
<message>
<source>Rehearse on this computer</source>
<translation>在本机预演</translation>
</message>
<message>
<source>Remove</source>
<translation>移除</translation>
</message>
<message>
<source>Role</source>
<translation>角色</translation>
</message>
<message>
<source>The chart's own containers do not run: its objects are made.</source>
<translation>Chart 自身的容器不会运行，只创建其对象。</translation>
</message>
<message>
<source>The whole deployment, with no account and no costs.</source>
<translation>完整走一遍部署，无需账号，不产生费用。</translation>
</message>
<message>
<source>Type to search.</source>
<translation>输入即可搜索。</translation>
</message>
<message>
<source>Verify</source>
<translation>验证</translation>
</message>
<message>
<source>What a rehearsal does</source>
<translation>预演会做什么</translation>
</message>
<message>
<source>Where this plan is deployed: here to try it, or in the cloud for real.</source>
<translation>选择部署位置：先在本机试跑，或直接部署到云上。</translation>
</message>
<message>
<source>Your chart goes through the real Helm, with the real template.</source>
<translation>您的 Chart 由真实的 Helm 按真实的模板安装。</translation>
</message>
</context>
<context>
<name>AdvancedFields</name>
<message>
<source> bytes</source>
<translation> 字节</translation>
</message>
<message>
<source>A hook of the hook chart</source>
<translation>钩子 Chart 的一个钩子</translation>
</message>
<message>
<source>An ordinary object</source>
<translation>普通对象</translation>
</message>
<message>
<source>By the time it may take</source>
<translation>根据可能的耗时决定</translation>
</message>
<message>
<source>Delete the namespace with the stack</source>
<translation>删除资源栈时一并删除命名空间</translation>
</message>
<message>
<source>Delete the stack even when the uninstall fails</source>
<translation>卸载失败时仍删除资源栈</translation>
</message>
<message>
<source>Longest output</source>
<translation>输出的最大长度</translation>
</message>
<message>
<source>Readiness command</source>
<translation>就绪检查命令</translation>
</message>
<message>
<source>Repeated until it exits 0 or the time is up.</source>
<translation>反复执行，直到退出码为 0 或超时。</translation>
</message>
<message>
<source>The install Job is</source>
<translation>安装 Job 的形式</translation>
</message>
</context>
<context>
<name>Asking</name>
<message>
<source>Open plan</source>
<translation>打开方案</translation>
</message>
<message>
<source>Plans (*.yaml *.yml)</source>
<translation>方案 (*.yaml *.yml)</translation>
</message>
<message>
<source>Save plan</source>
<translation>保存方案</translation>
</message>
</context>
<context>
<name>BusyBar</name>
<message>
<source>Cancel</source>
<translation>取消</translation>
</message>
<message>
<source>Progress</source>
<translation>进度</translation>
</message>
</context>
<context>
<name>ChartCard</name>
<message>
<source>Can be delivered by</source>
<translation>可用的交付方式</translation>
</message>
<message>
<source>Fits the cluster</source>
<translation>与集群兼容</translation>
</message>
<message>
<source>Kubernetes {version}</source>
<translation>Kubernetes {version}</translation>
</message>
<message>
<source>README of the chart</source>
<translation>Chart 的 README</translation>
</message>
<message>
<source>This chart has no README.</source>
<translation>该 Chart 没有 README。</translation>
</message>
<message>
<source>Version {version}</source>
<translation>版本 {version}</translation>
</message>
<message>
<source>app {version}</source>
<translation>应用版本 {version}</translation>
</message>
</context>
<context>
<name>ChartPage</name>
<message>
<source>A chart in an OCI registry.</source>
<translation>OCI 仓库中的 Chart。</translation>
</message>
<message>
<source>A chart that Compute Nest fills in at launch.</source>
<translation>部署时由计算巢填入的 Chart。</translation>
</message>
<message>
<source>A folder on this computer; it travels inside the hook chart.</source>
<translation>本机上的目录，将随钩子 Chart 一起分发。</translation>
</message>
<message>
<source>A path, an http(s) address, a repository and a name, or oci://…</source>
<translation>路径、http(s) 地址、仓库地址加名称，或 oci://…</translation>
</message>
<message>
<source>An archive on a web server.</source>
<translation>Web 服务器上的归档文件。</translation>
</message>
<message>
<source>An archive on this computer; it travels inside the hook chart.</source>
<translation>本机上的归档文件，将随钩子 Chart 一起分发。</translation>
</message>
<message>
<source>Archive…</source>
<translation>归档文件…</translation>
</message>
<message>
<source>Chart</source>
<translation>Chart</translation>
</message>
<message>
<source>Chart archive</source>
<translation>Chart 归档文件</translation>
</message>
<message>
<source>Chart folder</source>
<translation>Chart 目录</translation>
</message>
<message>
<source>Charts (*.tgz *.tar.gz)</source>
<translation>Chart 归档文件 (*.tgz *.tar.gz)</translation>
</message>
<message>
<source>Compute Nest knows the chart; a copy here is what previews are made from.</source>
<translation>Chart 由计算巢提供；预览使用此处的本地副本。</translation>
</message>
<message>
<source>Fetching the dependencies…</source>
<translation>正在获取依赖…</translation>
</message>
<message>
<source>Folder…</source>
<translation>目录…</translation>
</message>
<message>
<source>Follow its links</source>
<translation>跟随其中的链接</translation>
</message>
<message>
<source>Local copy</source>
<translation>本地副本</translation>
</message>
<message>
<source>Name a chart above, or drop a .tgz or a chart folder onto the window.</source>
<translation>请在上方指定 Chart，或将 .tgz 文件或 Chart 目录拖到窗口中。</translation>
</message>
<message>
<source>Open</source>
<translation>打开</translation>
</message>
<message>
<source>Reading the chart…</source>
<translation>正在读取 Chart…</translation>
</message>
<message>
<source>The chart {name} of a Helm repository.</source>
<translation>Helm 仓库中的 Chart {name}。</translation>
</message>
<message>
<source>Version</source>
<translation>版本</translation>
</message>
<message>
<source>What is delivered: a folder, a .tgz, a repository or a registry.</source>
<translation>要交付的内容：目录、.tgz 文件、Helm 仓库或镜像仓库。</translation>
</message>
</context>
<context>
<name>ClusterPage</name>
<message>
<source>A Kubernetes API made for rehearsing. Nothing to install.</source>
<translation>用于预演的 Kubernetes API，无需安装。</translation>
</message>
<message>
<source>A cluster of yours</source>
<translation>您自己的集群</translation>
</message>
<message>
<source>Address of this computer</source>
<translation>本机地址</translation>
</message>
<message>
<source>Asking ACK for the clusters of this account…</source>
<translation>正在向 ACK 查询该账号的集群…</translation>
</message>
<message>
<source>At most 63 lower case letters, digits and -; it is made when it is missing.</source>
<translation>最多 63 个小写字母、数字和 -；不存在时自动创建。</translation>
</message>
<message>
<source>Browse…</source>
<translation>浏览…</translation>
</message>
<message>
<source>Built in</source>
<translation>内置</translation>
</message>
<message>
<source>Cluster</source>
<translation>集群</translation>
</message>
<message>
<source>Clusters</source>
<translation>集群列表</translation>
</message>
<message>
<source>Context</source>
<translation>上下文</translation>
</message>
<message>
<source>Id</source>
<translation>ID</translation>
</message>
<message>
<source>Kind, k3s or ACK, by its kubeconfig: Jobs run as real pods.</source>
<translation>kind、k3s 或 ACK，通过 kubeconfig 接入；Job 以真实 Pod 运行。</translation>
</message>
<message>
<source>Kubeconfig file</source>
<translation>Kubeconfig 文件</translation>
</message>
<message>
<source>Kubernetes version</source>
<translation>Kubernetes 版本</translation>
</message>
<message>
<source>Kubernetes {version}</source>
<translation>Kubernetes {version}</translation>
</message>
<message>
<source>Name</source>
<translation>名称</translation>
</message>
<message>
<source>Namespace</source>
<translation>命名空间</translation>
</message>
<message>
<source>Nodes</source>
<translation>节点数</translation>
</message>
<message>
<source>Pods fetch the chart from this address and signal to it.</source>
<translation>Pod 从该地址获取 Chart，并向其发送信号。</translation>
</message>
<message>
<source>Refresh</source>
<translation>刷新</translation>
</message>
<message>
<source>Region</source>
<translation>地域</translation>
</message>
<message>
<source>State</source>
<translation>状态</translation>
</message>
<message>
<source>The objects of the chart are checked against this version's schemas.</source>
<translation>按该版本的 Schema 检查 Chart 的对象。</translation>
</message>
<message>
<source>This account has no ACK cluster in this region.</source>
<translation>该账号在此地域没有 ACK 集群。</translation>
</message>
<message>
<source>Version</source>
<translation>版本</translation>
</message>
<message>
<source>Where the release is installed, and in which namespace.</source>
<translation>Release 安装到哪个集群和命名空间。</translation>
</message>
</context>
<context>
<name>CopyField</name>
<message>
<source>Copy {name}</source>
<translation>复制{name}</translation>
</message>
<message numerus="yes">
<source>Show %n more lines</source>
<translation>
<numerusform>再显示 %n 行</numerusform>
</translation>
</message>
<message>
<source>Show less</source>
<translation>收起</translation>
</message>
</context>
<context>
<name>DeleteQuestion</name>
<message>
<source>Delete stack</source>
<translation>删除资源栈</translation>
</message>
<message>
<source>Delete {name}?</source>
<translation>删除 {name}？</translation>
</message>
<message>
<source>Nothing of it stays in the cluster.</source>
<translation>集群中不会留下任何内容。</translation>
</message>
<message>
<source>The cluster cannot be looked into from here: volume claims and custom resource definitions, if there are any, stay.</source>
<translation>无法从这里查看集群：如有存储卷声明和自定义资源定义，它们会保留。</translation>
</message>
<message>
<source>The release is uninstalled and the stack goes. This cannot be undone.</source>
<translation>将卸载 Release 并删除资源栈，此操作无法撤销。</translation>
</message>
<message>
<source>These stay in the cluster:</source>
<translation>以下内容会保留在集群中：</translation>
</message>
</context>
<context>
<name>DeliveryPage</name>
<message>
<source> s</source>
<translation> 秒</translation>
</message>
<message>
<source>Advanced</source>
<translation>高级设置</translation>
</message>
<message>
<source>Delivery</source>
<translation>交付</translation>
</message>
<message>
<source>Hosting</source>
<translation>托管位置</translation>
</message>
<message>
<source>How ROS gets the chart into the cluster, and what it shows at the end.</source>
<translation>ROS 如何将 Chart 安装到集群，以及最后展示哪些输出。</translation>
</message>
<message>
<source>Job</source>
<translation>Job</translation>
</message>
<message>
<source>Names the release in the namespace.</source>
<translation>命名空间中 Release 的名称。</translation>
</message>
<message>
<source>Output</source>
<translation>输出</translation>
</message>
<message>
<source>Recommended for this chart</source>
<translation>推荐用于该 Chart</translation>
</message>
<message>
<source>Release</source>
<translation>Release</translation>
</message>
<message>
<source>Release name</source>
<translation>Release 名称</translation>
</message>
<message>
<source>Time limit</source>
<translation>超时时间</translation>
</message>
<message>
<source>Wait until the chart's Jobs are complete</source>
<translation>等待 Chart 的 Job 完成</translation>
</message>
<message>
<source>Wait until the workloads are ready</source>
<translation>等待工作负载就绪</translation>
</message>
<message>
<source>What the install may take, image pulls included.</source>
<translation>安装允许的时长，包含拉取镜像。</translation>
</message>
</context>
<context>
<name>Dependencies</name>
<message>
<source>Depends on</source>
<translation>依赖</translation>
</message>
<message>
<source>Fetch dependencies</source>
<translation>获取依赖</translation>
</message>
<message>
<source>Password</source>
<translation>密码</translation>
</message>
<message>
<source>Sign in</source>
<translation>登录</translation>
</message>
<message>
<source>User name</source>
<translation>用户名</translation>
</message>
<message>
<source>{name}, fetched from {origin}</source>
<translation>{name}，取自 {origin}</translation>
</message>
<message>
<source>{name}: missing from its charts folder</source>
<translation>{name}：charts 目录中缺失</translation>
</message>
<message>
<source>{name}: missing; it is in {origin}</source>
<translation>{name}：缺失，位于 {origin}</translation>
</message>
</context>
<context>
<name>Durations</name>
<message>
<source>{hours} h {minutes} min</source>
<translation>{hours} 小时 {minutes} 分</translation>
</message>
<message>
<source>{minutes} min</source>
<translation>{minutes} 分</translation>
</message>
<message>
<source>{minutes} min {seconds} s</source>
<translation>{minutes} 分 {seconds} 秒</translation>
</message>
<message>
<source>{seconds} s</source>
<translation>{seconds} 秒</translation>
</message>
</context>
<context>
<name>EventModel</name>
<message>
<source>Reason</source>
<translation>原因</translation>
</message>
<message>
<source>Resource</source>
<translation>资源</translation>
</message>
<message>
<source>Status</source>
<translation>状态</translation>
</message>
<message>
<source>Time</source>
<translation>时间</translation>
</message>
</context>
<context>
<name>EventsView</name>
<message numerus="yes">
<source>%n in all</source>
<translation>
<numerusform>共 %n 条</numerusform>
</translation>
</message>
<message>
<source>Events</source>
<translation>事件</translation>
</message>
<message>
<source>Failed only</source>
<translation>仅看失败</translation>
</message>
<message>
<source>Filter by resource, status or reason</source>
<translation>按资源、状态或原因筛选</translation>
</message>
<message>
<source>Filter the events</source>
<translation>筛选事件</translation>
</message>
<message>
<source>Follow</source>
<translation>跟随</translation>
</message>
<message>
<source>Keep the newest event in sight</source>
<translation>始终显示最新事件</translation>
</message>
<message>
<source>Reason of {name}</source>
<translation>{name} 的原因</translation>
</message>
<message>
<source>{shown} of {total}</source>
<translation>{shown} / {total}</translation>
</message>
</context>
<context>
<name>FailureCard</name>
<message>
<source>Copy</source>
<translation>复制</translation>
</message>
<message>
<source>In {source}</source>
<translation>位于 {source}</translation>
</message>
<message>
<source>The cause, and the whole text as ROS gave it</source>
<translation>原因，以及 ROS 返回的全文</translation>
</message>
</context>
<context>
<name>FindBar</name>
<message numerus="yes">
<source>%n found</source>
<translation>
<numerusform>找到 %n 处</numerusform>
</translation>
</message>
<message>
<source>Close</source>
<translation>关闭</translation>
</message>
<message>
<source>Find</source>
<translation>查找</translation>
</message>
<message>
<source>Next match</source>
<translation>下一处</translation>
</message>
<message>
<source>Previous match</source>
<translation>上一处</translation>
</message>
</context>
<context>
<name>GraphPicture</name>
<message>
<source>Outputs</source>
<translation>输出</translation>
</message>
<message>
<source>Parameters</source>
<translation>参数</translation>
</message>
<message>
<source>Picture of the template</source>
<translation>模板的资源图</translation>
</message>
<message>
<source>Resources</source>
<translation>资源</translation>
</message>
<message>
<source>{source} needs {target}</source>
<translation>{source} 依赖 {target}</translation>
</message>
</context>
<context>
<name>Help</name>
<message>
<source>About ChartNest</source>
<translation>关于 ChartNest</translation>
</message>
<message>
<source>ChartNest {version}

Puts a Helm chart into a customer's ACK cluster through ROS and Compute Nest, and rehearses it on this computer first.

Apache License 2.0</source>
<translation>ChartNest {version}

通过 ROS 和计算巢将 Helm Chart 安装到客户的 ACK 集群，并可先在本机预演。

Apache License 2.0</translation>
</message>
<message>
<source>Comment lines out, or in again</source>
<translation>注释或取消注释行</translation>
</message>
<message>
<source>Find in the editor</source>
<translation>在编辑器中查找</translation>
</message>
<message>
<source>Fold or unfold</source>
<translation>折叠或展开</translation>
</message>
<message>
<source>Keyboard shortcuts</source>
<translation>键盘快捷键</translation>
</message>
<message>
<source>Leave the editor</source>
<translation>离开编辑器</translation>
</message>
</context>
<context>
<name>HomePage</name>
<message>
<source>Continue</source>
<translation>继续</translation>
</message>
<message>
<source>Continue {name}</source>
<translation>继续 {name}</translation>
</message>
<message>
<source>Deployments</source>
<translation>部署</translation>
</message>
<message>
<source>Discard the draft of {name}</source>
<translation>丢弃 {name} 的草稿</translation>
</message>
<message>
<source>Draft kept {when}</source>
<translation>草稿保存于 {when}</translation>
</message>
<message>
<source>Helm charts into ACK clusters, rehearsed first.</source>
<translation>将 Helm Chart 交付到 ACK 集群，先预演再部署。</translation>
</message>
<message>
<source>Name</source>
<translation>名称</translation>
</message>
<message>
<source>New plan</source>
<translation>新建方案</translation>
</message>
<message>
<source>Open…</source>
<translation>打开…</translation>
</message>
<message>
<source>Plans you open or save are offered here again.</source>
<translation>打开或保存过的方案会列在这里。</translation>
</message>
<message>
<source>Recent plans</source>
<translation>最近的方案</translation>
</message>
<message>
<source>Started</source>
<translation>开始时间</translation>
</message>
<message>
<source>Status</source>
<translation>状态</translation>
</message>
<message>
<source>Try the sample</source>
<translation>试用示例</translation>
</message>
<message>
<source>What you launch is listed here, with its status as it changes.</source>
<translation>您发起的部署会列在这里，状态实时更新。</translation>
</message>
<message>
<source>Where</source>
<translation>位置</translation>
</message>
</context>
<context>
<name>HookChartPreview</name>
<message>
<source>As rendered</source>
<translation>渲染结果</translation>
</message>
<message>
<source>Files</source>
<translation>文件</translation>
</message>
<message>
<source>Files of the chart</source>
<translation>Chart 的文件</translation>
</message>
<message>
<source>Objects the hook chart renders</source>
<translation>钩子 Chart 渲染出的对象</translation>
</message>
<message>
<source>Show</source>
<translation>显示</translation>
</message>
<message>
<source>Source of the file</source>
<translation>文件源码</translation>
</message>
<message>
<source>This chart is delivered as it is; the values step shows its objects.</source>
<translation>该 Chart 将原样交付，其对象可在“参数值”步骤查看。</translation>
</message>
<message>
<source>This method hosts no chart: ROS gets all it needs by itself.</source>
<translation>该方式无需托管 Chart，ROS 自行获取所需内容。</translation>
</message>
</context>
<context>
<name>HostingFields</name>
<message>
<source>Address</source>
<translation>地址</translation>
</message>
<message>
<source>Bucket</source>
<translation>Bucket</translation>
</message>
<message>
<source>Folder</source>
<translation>目录</translation>
</message>
<message>
<source>Of this account; the hook chart is put there at the launch.</source>
<translation>须属于该账号；部署时将钩子 Chart 上传到此处。</translation>
</message>
<message>
<source>Put somewhere by you</source>
<translation>由您自行存放</translation>
</message>
<message>
<source>Uploaded to an OSS bucket of yours</source>
<translation>上传到您的 OSS Bucket</translation>
</message>
<message>
<source>Where the hook chart is</source>
<translation>钩子 Chart 的位置</translation>
</message>
</context>
<context>
<name>JobFields</name>
<message>
<source>Helm in the image</source>
<translation>镜像中的 Helm</translation>
</message>
<message>
<source>Holds helm, sh and curl. An image that cannot be pulled sends no signal.</source>
<translation>包含 helm、sh 和 curl。镜像无法拉取时不会发出信号。</translation>
</message>
<message>
<source>Image of the Job</source>
<translation>Job 镜像</translation>
</message>
<message>
<source>Its version, as `helm version` tells; or unknown.</source>
<translation>其版本，即 `helm version` 的输出；不清楚时填 unknown。</translation>
</message>
<message>
<source>One the region can pull</source>
<translation>该地域可拉取的镜像</translation>
</message>
<message>
<source>Rights of the Job</source>
<translation>Job 权限</translation>
</message>
<message>
<source>ServiceAccount</source>
<translation>ServiceAccount</translation>
</message>
<message>
<source>The chart may hold anything: most need the whole cluster.</source>
<translation>Chart 可能包含任意资源，多数需要整个集群的权限。</translation>
</message>
<message>
<source>The release's namespace</source>
<translation>Release 所在命名空间</translation>
</message>
<message>
<source>The rules in the plan file</source>
<translation>方案文件中的规则</translation>
</message>
<message>
<source>The whole cluster</source>
<translation>整个集群</translation>
</message>
<message>
<source>Those of a ServiceAccount that exists</source>
<translation>沿用已有的 ServiceAccount</translation>
</message>
</context>
<context>
<name>JobLogView</name>
<message>
<source>Install</source>
<translation>安装</translation>
</message>
<message>
<source>Log of the Job</source>
<translation>Job 日志</translation>
</message>
<message>
<source>Look again</source>
<translation>再次查看</translation>
</message>
<message>
<source>Looking for the Job's pods…</source>
<translation>正在查找 Job 的 Pod…</translation>
</message>
<message>
<source>No pod of a Job is there: none has started yet, or they are gone again.</source>
<translation>没有 Job 的 Pod：尚未启动，或已被清理。</translation>
</message>
<message>
<source>Pod</source>
<translation>Pod</translation>
</message>
<message>
<source>Uninstall</source>
<translation>卸载</translation>
</message>
</context>
<context>
<name>Menus</name>
<message>
<source>&amp;About ChartNest</source>
<translation>关于 ChartNest(&amp;A)</translation>
</message>
<message>
<source>&amp;Actual size</source>
<translation>实际大小(&amp;A)</translation>
</message>
<message>
<source>&amp;All deployments</source>
<translation>所有部署(&amp;A)</translation>
</message>
<message>
<source>&amp;Close plan</source>
<translation>关闭方案(&amp;C)</translation>
</message>
<message>
<source>&amp;Dark</source>
<translation>深色(&amp;D)</translation>
</message>
<message>
<source>&amp;Deployments</source>
<translation>部署(&amp;D)</translation>
</message>
<message>
<source>&amp;File</source>
<translation>文件(&amp;F)</translation>
</message>
<message>
<source>&amp;Help</source>
<translation>帮助(&amp;H)</translation>
</message>
<message>
<source>&amp;Keyboard shortcuts</source>
<translation>键盘快捷键(&amp;K)</translation>
</message>
<message>
<source>&amp;Language</source>
<translation>语言(&amp;L)</translation>
</message>
<message>
<source>&amp;Light</source>
<translation>浅色(&amp;L)</translation>
</message>
<message>
<source>&amp;New plan</source>
<translation>新建方案(&amp;N)</translation>
</message>
<message>
<source>&amp;Next step</source>
<translation>下一步(&amp;N)</translation>
</message>
<message>
<source>&amp;Open…</source>
<translation>打开(&amp;O)…</translation>
</message>
<message>
<source>&amp;Previous step</source>
<translation>上一步(&amp;P)</translation>
</message>
<message>
<source>&amp;Quit</source>
<translation>退出(&amp;Q)</translation>
</message>
<message>
<source>&amp;Save</source>
<translation>保存(&amp;S)</translation>
</message>
<message>
<source>&amp;System colours</source>
<translation>跟随系统配色(&amp;S)</translation>
</message>
<message>
<source>&amp;System language</source>
<translation>跟随系统语言(&amp;S)</translation>
</message>
<message>
<source>&amp;View</source>
<translation>视图(&amp;V)</translation>
</message>
<message>
<source>Open the sa&amp;mple</source>
<translation>打开示例(&amp;M)</translation>
</message>
<message>
<source>Save &amp;as…</source>
<translation>另存为(&amp;A)…</translation>
</message>
<message>
<source>Zoom &amp;in</source>
<translation>放大(&amp;I)</translation>
</message>
<message>
<source>Zoom &amp;out</source>
<translation>缩小(&amp;O)</translation>
</message>
</context>
<context>
<name>NewProfile</name>
<message>
<source>AccessKey ID</source>
<translation>AccessKey ID</translation>
</message>
<message>
<source>AccessKey secret</source>
<translation>AccessKey Secret</translation>
</message>
<message>
<source>Add profile</source>
<translation>添加凭证</translation>
</message>
<message>
<source>Cancel</source>
<translation>取消</translation>
</message>
<message>
<source>Name</source>
<translation>名称</translation>
</message>
<message>
<source>New profile</source>
<translation>新建凭证</translation>
</message>
<message>
<source>Optional.</source>
<translation>可选。</translation>
</message>
<message>
<source>Role ARN</source>
<translation>角色 ARN</translation>
</message>
<message>
<source>STS token</source>
<translation>STS Token</translation>
</message>
<message>
<source>This is needed.</source>
<translation>此项必填。</translation>
</message>
<message>
<source>What you call this account.</source>
<translation>您为该账号起的名称。</translation>
</message>
</context>
<context>
<name>NoteList</name>
<message numerus="yes">
<source>%n more</source>
<translation>
<numerusform>还有 %n 条</numerusform>
</translation>
</message>
</context>
<context>
<name>ObjectsPreview</name>
<message>
<source>From {source}</source>
<translation>来自 {source}</translation>
</message>
<message>
<source>Source of the object</source>
<translation>对象源码</translation>
</message>
</context>
<context>
<name>OutputFields</name>
<message>
<source>Decoded, among its outputs.</source>
<translation>解码后列入资源栈的输出。</translation>
</message>
<message>
<source>What the stack shows</source>
<translation>资源栈展示的内容</translation>
</message>
</context>
<context>
<name>OutputsView</name>
<message>
<source>All of it: {command}</source>
<translation>查看全部内容：{command}</translation>
</message>
<message>
<source>As ROS gave them</source>
<translation>ROS 返回的原文</translation>
</message>
<message>
<source>Copy all</source>
<translation>全部复制</translation>
</message>
<message>
<source>Cover {name}</source>
<translation>遮盖{name}</translation>
</message>
<message>
<source>Every output as text, the secrets left out</source>
<translation>以文本复制所有输出，不含敏感值</translation>
</message>
<message>
<source>It is empty.</source>
<translation>内容为空。</translation>
</message>
<message>
<source>It was too long for a signal of ROS: its middle is missing.</source>
<translation>输出超出 ROS 信号的长度：中间部分已省略。</translation>
</message>
<message>
<source>Outputs</source>
<translation>输出</translation>
</message>
<message>
<source>Show {name}</source>
<translation>显示{name}</translation>
</message>
<message>
<source>The outputs are shown here as soon as the stack is complete.</source>
<translation>资源栈创建完成后，输出会显示在这里。</translation>
</message>
<message>
<source>This stack has no outputs.</source>
<translation>该资源栈没有输出。</translation>
</message>
</context>
<context>
<name>ParametersPreview</name>
<message>
<source>Parameter</source>
<translation>参数</translation>
</message>
<message>
<source>Parameters</source>
<translation>参数</translation>
</message>
<message>
<source>Type</source>
<translation>类型</translation>
</message>
<message>
<source>Value</source>
<translation>值</translation>
</message>
<message>
<source>What it is for</source>
<translation>用途</translation>
</message>
<message>
<source>asked for at launch</source>
<translation>部署时询问</translation>
</message>
<message>
<source>filled in at launch</source>
<translation>部署时填入</translation>
</message>
</context>
<context>
<name>PlannedPreview</name>
<message>
<source>Action</source>
<translation>操作</translation>
</message>
<message>
<source>Ask ROS</source>
<translation>询问 ROS</translation>
</message>
<message>
<source>Ask again</source>
<translation>再次询问</translation>
</message>
<message>
<source>Needed by</source>
<translation>被依赖于</translation>
</message>
<message>
<source>Properties of the resource</source>
<translation>资源属性</translation>
</message>
<message>
<source>ROS is asked what it would create…</source>
<translation>正在询问 ROS 将创建哪些资源…</translation>
</message>
<message>
<source>ROS was asked and made nothing.</source>
<translation>仅向 ROS 询问，未创建任何资源。</translation>
</message>
<message>
<source>Resource</source>
<translation>资源</translation>
</message>
<message>
<source>Type</source>
<translation>类型</translation>
</message>
<message>
<source>What will be created</source>
<translation>将创建的资源</translation>
</message>
</context>
<context>
<name>Previews</name>
<message>
<source>Hook chart</source>
<translation>钩子 Chart</translation>
</message>
<message>
<source>Parameters</source>
<translation>参数</translation>
</message>
<message>
<source>Previews</source>
<translation>预览</translation>
</message>
<message>
<source>ROS template</source>
<translation>ROS 模板</translation>
</message>
<message>
<source>What will be created</source>
<translation>将创建的资源</translation>
</message>
</context>
<context>
<name>ResourcesView</name>
<message>
<source>About {name}</source>
<translation>关于 {name}</translation>
</message>
<message>
<source>Name</source>
<translation>名称</translation>
</message>
<message>
<source>Resources</source>
<translation>资源</translation>
</message>
<message>
<source>Status</source>
<translation>状态</translation>
</message>
<message>
<source>Type</source>
<translation>类型</translation>
</message>
<message>
<source>What ROS says</source>
<translation>ROS 的说明</translation>
</message>
</context>
<context>
<name>ReviewPage</name>
<message>
<source>All of it is in {path}.</source>
<translation>内容已全部保存到 {path}。</translation>
</message>
<message>
<source>Checking the plan…</source>
<translation>正在检查方案…</translation>
</message>
<message>
<source>Checks</source>
<translation>检查项</translation>
</message>
<message>
<source>Copy as command</source>
<translation>复制为命令</translation>
</message>
<message>
<source>Creating the stack…</source>
<translation>正在创建资源栈…</translation>
</message>
<message>
<source>Export</source>
<translation>导出</translation>
</message>
<message>
<source>Export to</source>
<translation>导出到</translation>
</message>
<message>
<source>Go to</source>
<translation>前往</translation>
</message>
<message>
<source>Launch</source>
<translation>部署</translation>
</message>
<message>
<source>Nothing has been created yet.</source>
<translation>尚未创建任何资源。</translation>
</message>
<message>
<source>Nothing has been created yet. {what}</source>
<translation>尚未创建任何资源。{what}</translation>
</message>
<message>
<source>Review</source>
<translation>确认</translation>
</message>
<message>
<source>The command is on the clipboard.</source>
<translation>命令已复制到剪贴板。</translation>
</message>
<message>
<source>The command is on the clipboard; save the plan as {name} for it.</source>
<translation>命令已复制到剪贴板；使用前请将方案保存为 {name}。</translation>
</message>
<message>
<source>To a folder…</source>
<translation>导出到目录…</translation>
</message>
<message>
<source>To a zip…</source>
<translation>导出为 zip…</translation>
</message>
<message>
<source>Zip files (*.zip)</source>
<translation>Zip 文件 (*.zip)</translation>
</message>
<message>
<source>{step}: look at it again, an earlier answer has changed.</source>
<translation>{step}：前面的内容有改动，请重新查看。</translation>
</message>
</context>
<context>
<name>SearchTable</name>
<message>
<source>Search</source>
<translation>搜索</translation>
</message>
<message>
<source>Search in {name}</source>
<translation>在{name}中搜索</translation>
</message>
</context>
<context>
<name>SecretsForm</name>
<message>
<source>Cancel</source>
<translation>取消</translation>
</message>
<message>
<source>Keep them in the keyring for this plan's next launches</source>
<translation>保存到系统密钥环，供该方案下次部署使用</translation>
</message>
<message>
<source>Launch</source>
<translation>部署</translation>
</message>
<message>
<source>Secrets for this launch</source>
<translation>本次部署的敏感值</translation>
</message>
<message>
<source>This is needed.</source>
<translation>此项必填。</translation>
</message>
</context>
<context>
<name>Shell</name>
<message>
<source>Back</source>
<translation>上一步</translation>
</message>
<message>
<source>Go to</source>
<translation>前往</translation>
</message>
<message>
<source>Home</source>
<translation>首页</translation>
</message>
<message>
<source>Not saved to a file yet; the draft is kept.</source>
<translation>尚未保存到文件；草稿已保留。</translation>
</message>
<message>
<source>This step is still being checked.</source>
<translation>该步骤仍在检查中。</translation>
</message>
<message>
<source>done</source>
<translation>已完成</translation>
</message>
<message>
<source>needs attention</source>
<translation>需要处理</translation>
</message>
<message>
<source>not answered yet</source>
<translation>尚未填写</translation>
</message>
<message>
<source>to look at again: an earlier answer has changed</source>
<translation>需要重新查看：前面的内容有改动</translation>
</message>
<message>
<source>{step} →</source>
<translation>{step} →</translation>
</message>
<message numerus="yes">
<source>{what} (and %n more)</source>
<translation>
<numerusform>{what}（另有 %n 项）</numerusform>
</translation>
</message>
</context>
<context>
<name>SourceFields</name>
<message>
<source>CA certificate</source>
<translation>CA 证书</translation>
</message>
<message>
<source>Certificate</source>
<translation>证书</translation>
</message>
<message>
<source>Certificates (*.pem *.crt *.cer)</source>
<translation>证书 (*.pem *.crt *.cer)</translation>
</message>
<message>
<source>File…</source>
<translation>文件…</translation>
</message>
<message>
<source>In the release's namespace; the Job logs in with it.</source>
<translation>位于应用所在的命名空间；任务用它登录。</translation>
</message>
<message>
<source>It cannot be read: {reason}.</source>
<translation>无法读取：{reason}。</translation>
</message>
<message>
<source>Login and certificate</source>
<translation>登录与证书</translation>
</message>
<message>
<source>Password</source>
<translation>密码</translation>
</message>
<message>
<source>Secret with the login</source>
<translation>保存登录信息的保密字典</translation>
</message>
<message>
<source>Sign in</source>
<translation>登录</translation>
</message>
<message>
<source>Talk plain http to the registry</source>
<translation>以明文 http 访问镜像仓库</translation>
</message>
<message>
<source>The certificate of a CA that this source alone is trusted by.</source>
<translation>仅用于信任该来源的 CA 证书。</translation>
</message>
<message>
<source>User name</source>
<translation>用户名</translation>
</message>
</context>
<context>
<name>SourceView</name>
<message>
<source>Copy</source>
<translation>复制</translation>
</message>
<message>
<source>Find</source>
<translation>查找</translation>
</message>
</context>
<context>
<name>StackWords</name>
<message>
<source>Checked</source>
<translation>检查完成</translation>
</message>
<message>
<source>Checking</source>
<translation>检查中</translation>
</message>
<message>
<source>Checking: failed</source>
<translation>检查失败</translation>
</message>
<message>
<source>Created</source>
<translation>创建完成</translation>
</message>
<message>
<source>Creating</source>
<translation>创建中</translation>
</message>
<message>
<source>Creating: failed</source>
<translation>创建失败</translation>
</message>
<message>
<source>Deleted</source>
<translation>已删除</translation>
</message>
<message>
<source>Deleting</source>
<translation>删除中</translation>
</message>
<message>
<source>Deleting: failed</source>
<translation>删除失败</translation>
</message>
<message>
<source>Intended</source>
<translation>准备创建</translation>
</message>
<message>
<source>Refused</source>
<translation>被拒绝</translation>
</message>
<message>
<source>Rolled back</source>
<translation>已回滚</translation>
</message>
<message>
<source>Rolling back</source>
<translation>回滚中</translation>
</message>
<message>
<source>Rolling back: failed</source>
<translation>回滚失败</translation>
</message>
<message>
<source>Signalled</source>
<translation>已收到信号</translation>
</message>
<message>
<source>Signalled: failed</source>
<translation>信号失败</translation>
</message>
<message>
<source>Updated</source>
<translation>更新完成</translation>
</message>
<message>
<source>Updating</source>
<translation>更新中</translation>
</message>
<message>
<source>Updating: failed</source>
<translation>更新失败</translation>
</message>
<message>
<source>{status}: failed</source>
<translation>{status}：失败</translation>
</message>
</context>
<context>
<name>StatusHeader</name>
<message>
<source>At once</source>
<translation>立即</translation>
</message>
<message>
<source>At the next safe point</source>
<translation>在下一个安全点</translation>
</message>
<message>
<source>Bring the stack to the plan as it is now</source>
<translation>将资源栈更新为当前方案</translation>
</message>
<message>
<source>Cancel</source>
<translation>取消</translation>
</message>
<message>
<source>Delete</source>
<translation>删除</translation>
</message>
<message>
<source>Delete the rest</source>
<translation>删除其余资源</translation>
</message>
<message>
<source>Leave alone what could not be deleted</source>
<translation>保留未能删除的资源</translation>
</message>
<message>
<source>Make what failed anew, and go on from there</source>
<translation>重建失败的资源，并从该处继续</translation>
</message>
<message>
<source>Open in console</source>
<translation>在控制台打开</translation>
</message>
<message>
<source>Progress of the stack</source>
<translation>资源栈进度</translation>
</message>
<message>
<source>Retry</source>
<translation>重试</translation>
</message>
<message>
<source>Save report</source>
<translation>保存报告</translation>
</message>
<message>
<source>Update</source>
<translation>更新</translation>
</message>
<message>
<source>waiting for an answer…</source>
<translation>正在等待答复…</translation>
</message>
<message>
<source>{percent} %</source>
<translation>{percent}%</translation>
</message>
</context>
<context>
<name>StatusPage</name>
<message>
<source>Launch the plan to see its stack here.</source>
<translation>部署方案后，可在这里查看资源栈。</translation>
</message>
<message>
<source>Making the update…</source>
<translation>正在生成更新…</translation>
</message>
<message>
<source>Secrets for this update</source>
<translation>本次更新的敏感值</translation>
</message>
<message>
<source>Status</source>
<translation>状态</translation>
</message>
<message>
<source>Update</source>
<translation>更新</translation>
</message>
<message>
<source>Updating the stack…</source>
<translation>正在更新资源栈…</translation>
</message>
<message>
<source>What ROS is doing.</source>
<translation>ROS 正在进行的操作。</translation>
</message>
</context>
<context>
<name>StatusView</name>
<message>
<source>About the deployment</source>
<translation>关于该部署</translation>
</message>
<message>
<source>As ROS got it, revision {number}. Secrets are parameters, not in it.</source>
<translation>提交给 ROS 的模板，第 {number} 版。敏感值以参数传递，不在其中。</translation>
</message>
<message>
<source>Events</source>
<translation>事件</translation>
</message>
<message>
<source>Job log</source>
<translation>Job 日志</translation>
</message>
<message>
<source>Look again</source>
<translation>再次查看</translation>
</message>
<message>
<source>Markdown (*.md)</source>
<translation>Markdown (*.md)</translation>
</message>
<message>
<source>Outputs</source>
<translation>输出</translation>
</message>
<message>
<source>Resources</source>
<translation>资源</translation>
</message>
<message>
<source>Save report</source>
<translation>保存报告</translation>
</message>
<message>
<source>Template</source>
<translation>模板</translation>
</message>
<message>
<source>Template as launched</source>
<translation>部署时的模板</translation>
</message>
<message>
<source>The report is in {path}.</source>
<translation>报告已保存到 {path}。</translation>
</message>
<message>
<source>These stay in the cluster: {names}</source>
<translation>以下对象保留在集群中：{names}</translation>
</message>
<message>
<source>Timeline</source>
<translation>时间线</translation>
</message>
</context>
<context>
<name>StepRail</name>
<message>
<source>Steps</source>
<translation>步骤</translation>
</message>
</context>
<context>
<name>TemplatePreview</name>
<message>
<source>An arrow leads from what is needed to what needs it; a dashed one keeps an order only.</source>
<translation>箭头由被依赖方指向依赖方；虚线仅表示先后顺序。</translation>
</message>
<message>
<source>JSON</source>
<translation>JSON</translation>
</message>
<message>
<source>Picture</source>
<translation>图示</translation>
</message>
<message>
<source>ROS template</source>
<translation>ROS 模板</translation>
</message>
<message>
<source>Show as</source>
<translation>显示方式</translation>
</message>
<message>
<source>YAML</source>
<translation>YAML</translation>
</message>
<message>
<source>{size} of 524,288 bytes</source>
<translation>{size} / 524,288 字节</translation>
</message>
</context>
<context>
<name>Timeline</name>
<message>
<source>Timeline</source>
<translation>时间线</translation>
</message>
<message>
<source>signal received</source>
<translation>已收到信号</translation>
</message>
</context>
<context>
<name>ValuesPage</name>
<message>
<source>Ask at launch</source>
<translation>部署时询问</translation>
</message>
<message>
<source>Form</source>
<translation>表单</translation>
</message>
<message>
<source>Keep in the document</source>
<translation>保留在文档中</translation>
</message>
<message>
<source>Make the value on the cursor's line a secret that is asked for at launch.</source>
<translation>将光标所在行的值设为敏感值，部署时询问。</translation>
</message>
<message>
<source>Values</source>
<translation>参数值</translation>
</message>
<message>
<source>Values as YAML</source>
<translation>YAML 格式的参数值</translation>
</message>
<message>
<source>Values as a form</source>
<translation>表单形式的参数值</translation>
</message>
<message>
<source>What the chart is installed with.</source>
<translation>安装 Chart 时使用的参数值。</translation>
</message>
<message>
<source>YAML</source>
<translation>YAML</translation>
</message>
<message>
<source>{path} is asked for at launch.</source>
<translation>{path} 将在部署时询问。</translation>
</message>
</context>
<context>
<name>ValuesSide</name>
<message numerus="yes">
<source>%n more values differ.</source>
<translation>
<numerusform>还有 %n 处不同。</numerusform>
</translation>
</message>
<message>
<source>Changes</source>
<translation>改动</translation>
</message>
<message>
<source>Changes ({count})</source>
<translation>改动（{count}）</translation>
</message>
<message>
<source>Changes to the defaults</source>
<translation>与默认值的差异</translation>
</message>
<message>
<source>Every value is the chart's default.</source>
<translation>所有值均为 Chart 的默认值。</translation>
</message>
<message>
<source>Go to</source>
<translation>前往</translation>
</message>
<message>
<source>Mend the problems to see the objects.</source>
<translation>修正问题后即可查看对象。</translation>
</message>
<message>
<source>No problems: the values fit the chart.</source>
<translation>没有问题：参数值符合 Chart 的要求。</translation>
</message>
<message>
<source>Objects</source>
<translation>对象</translation>
</message>
<message>
<source>Objects ({count})</source>
<translation>对象（{count}）</translation>
</message>
<message>
<source>Objects the chart renders</source>
<translation>Chart 渲染出的对象</translation>
</message>
<message>
<source>Problems</source>
<translation>问题</translation>
</message>
<message>
<source>Problems ({count})</source>
<translation>问题（{count}）</translation>
</message>
<message>
<source>Source of the object</source>
<translation>对象源码</translation>
</message>
<message>
<source>What the values come to</source>
<translation>参数值的效果</translation>
</message>
<message>
<source>{place}, line {line}</source>
<translation>{place}，第 {line} 行</translation>
</message>
</context>
<context>
<name>Workspace</name>
<message>
<source>ChartNest ended unexpectedly last time; your drafts are here.</source>
<translation>ChartNest 上次意外退出，草稿都在这里。</translation>
</message>
<message>
<source>Where it was is in {file}.</source>
<translation>退出时的位置记录在 {file}。</translation>
</message>
</context>
<context>
<name>_Control</name>
<message numerus="yes">
<source>%n entries</source>
<translation>
<numerusform>%n 项</numerusform>
</translation>
</message>
<message>
<source>Ask for this value at launch, as a secret</source>
<translation>设为敏感值，部署时询问</translation>
</message>
<message>
<source>Asked for at launch</source>
<translation>部署时询问</translation>
</message>
<message>
<source>Back to the default</source>
<translation>恢复默认值</translation>
</message>
<message>
<source>Edit as YAML</source>
<translation>以 YAML 编辑</translation>
</message>
<message>
<source>Edit this one as YAML</source>
<translation>以 YAML 编辑此项</translation>
</message>
<message>
<source>Still in the values: {value}.</source>
<translation>配置值中仍为：{value}。</translation>
</message>
<message>
<source>This is no number.</source>
<translation>这不是数字。</translation>
</message>
<message>
<source>This is no whole number.</source>
<translation>这不是整数。</translation>
</message>
</context>
<context>
<name>_Editor</name>
<message>
<source>Escape, then Tab leaves the editor.</source>
<translation>按 Esc 再按 Tab 离开编辑器。</translation>
</message>
</context>
<context>
<name>_Link</name>
<message>
<source>Copy {name}</source>
<translation>复制{name}</translation>
</message>
<message>
<source>Open {name}</source>
<translation>打开{name}</translation>
</message>
</context>
<context>
<name>core</name>
<message>
<source>A Helm that was cut off has left the release as it was: `helm history` says since when. Let `helm rollback` bring back the last good revision, or `helm uninstall` clear it away.</source>
<translation>某次被中断的 Helm 操作使 Release 停在原状：`helm history` 可查看起始时间。请用 `helm rollback` 恢复上一个正常版本，或用 `helm uninstall` 清除。</translation>
</message>
<message>
<source>A Secret with all the script reads, one setting a file.</source>
<translation>一个 Secret，保存脚本读取的所有设置，每项一个文件。</translation>
</message>
<message>
<source>A blank of the template lets text in unquoted.</source>
<translation>模板的某个占位处会让文本未加引号就写入。</translation>
</message>
<message>
<source>A chart that this one needs is not in it: take one that holds its dependencies.</source>
<translation>缺少此 Chart 依赖的 Chart：请使用已包含依赖的 Chart。</translation>
</message>
<message>
<source>A container ends again and again: its log says why.</source>
<translation>容器反复退出：请查看其日志了解原因。</translation>
</message>
<message>
<source>A field of any object</source>
<translation>任意对象的字段</translation>
</message>
<message>
<source>A field's name must be text.</source>
<translation>字段名必须是文本。</translation>
</message>
<message>
<source>A hook of the chart failed: the log of its Job says why.</source>
<translation>Chart 的钩子失败：请查看其 Job 的日志了解原因。</translation>
</message>
<message>
<source>A hook of the chart keeps it from being uninstalled: remove what the hook waits for.</source>
<translation>Chart 的钩子使其无法卸载：请移除钩子所等待的对象。</translation>
</message>
<message>
<source>A later version will take it. Remove it until then.</source>
<translation>以后的版本才支持，请先删除。</translation>
</message>
<message>
<source>A line that begins with % is refused; Helm stumbles over it.</source>
<translation>不允许以 % 开头的行，Helm 无法处理。</translation>
</message>
<message>
<source>A mapping or a list stands where a name is wanted.</source>
<translation>此处应为名称，却是映射或列表。</translation>
</message>
<message>
<source>A mapping with the single key {key} would be run as a function by ROS.</source>
<translation>仅含 {key} 一个键的映射会被 ROS 当作函数执行。</translation>
</message>
<message>
<source>A merge key &lt;&lt; is refused.</source>
<translation>不允许使用合并键 &lt;&lt;。</translation>
</message>
<message>
<source>A plan holds no secrets: they are asked for at launch. Remove it.</source>
<translation>方案中不保存敏感值，部署时才询问。请将其移除。</translation>
</message>
<message>
<source>A plan needs far fewer levels.</source>
<translation>方案不需要这么多层级。</translation>
</message>
<message>
<source>A plan without a chart cannot be saved yet.</source>
<translation>没有 Chart 的方案暂时无法保存。</translation>
</message>
<message>
<source>A process of ChartNest ended in the middle of its work.</source>
<translation>ChartNest 的一个进程在工作中途退出了。</translation>
</message>
<message>
<source>A quota is used up: ask for less in the values, or have it raised.</source>
<translation>配额已用完：请在参数值中减少用量，或申请提高配额。</translation>
</message>
<message>
<source>A rehearsal is running with {running}, not with {wanted}.</source>
<translation>正在运行的预演使用 {running}，而不是 {wanted}。</translation>
</message>
<message>
<source>A release of this name is there already: delete the deployment it belongs to, or `helm uninstall` it; or choose another release name or namespace.</source>
<translation>已存在同名的 Release：请删除它所属的部署，或用 `helm uninstall` 卸载它；也可以换一个 Release 名称或命名空间。</translation>
</message>
<message>
<source>A rule of the cluster forbids an object: keep to it in the values, or ask those who made the rule.</source>
<translation>集群的策略禁止创建某个对象：请调整参数值以符合策略，或联系制定策略的人员。</translation>
</message>
<message>
<source>A second document starts here.</source>
<translation>第二个文档从这里开始。</translation>
</message>
<message>
<source>A secret given to {place} was not there afterwards as it was given.</source>
<translation>交给{place}的机密之后读不回原样。</translation>
</message>
<message>
<source>A secret is too long for {place}, which takes {limit} characters.</source>
<translation>机密太长：{place}最多容纳 {limit} 个字符。</translation>
</message>
<message>
<source>A secret that was to be forgotten is still in {place}: {key}.</source>
<translation>应当删除的机密仍在{place}中：{key}。</translation>
</message>
<message>
<source>A stack of this name exists already: {message}</source>
<translation>已存在同名资源栈：{message}</translation>
</message>
<message>
<source>A tab stands before the text.</source>
<translation>文本前有制表符。</translation>
</message>
<message>
<source>A value from a Secret</source>
<translation>Secret 中的值</translation>
</message>
<message>
<source>A value is needed.</source>
<translation>需要填写一个值。</translation>
</message>
<message>
<source>A value of type {found} is in the wrong place.</source>
<translation>类型为 {found} 的值放错了位置。</translation>
</message>
<message>
<source>A webhook of the cluster is asked about every object and does not answer: see that its pods run.</source>
<translation>集群的准入 Webhook 没有响应：请确认它的 Pod 正在运行。</translation>
</message>
<message>
<source>A {kind} has no metadata.name.</source>
<translation>有一个 {kind} 没有 metadata.name。</translation>
</message>
<message>
<source>API version</source>
<translation>API 版本</translation>
</message>
<message>
<source>Account</source>
<translation>账号</translation>
</message>
<message>
<source>Add a line `{name}: …`.</source>
<translation>请添加一行 `{name}: …`。</translation>
</message>
<message>
<source>Add a line `{name}: …`. {description}</source>
<translation>请添加一行 `{name}: …`。{description}</translation>
</message>
<message>
<source>Add it in the step Account, or choose another there.</source>
<translation>请在“账号”步骤中添加，或选择其他账号。</translation>
</message>
<message>
<source>Add it, with one of these below it: {choices}.</source>
<translation>请添加该项，并在其下填写以下之一：{choices}。</translation>
</message>
<message>
<source>Add the account again in the step Account.</source>
<translation>请在“账号”步骤中重新添加该账号。</translation>
</message>
<message>
<source>Add the account again with the secret that was shown when the AccessKey was made.</source>
<translation>用创建 AccessKey 时显示的 Secret 重新添加该凭证。</translation>
</message>
<message>
<source>All is checked for Kubernetes {version}.</source>
<translation>一切都按 Kubernetes {version} 检查。</translation>
</message>
<message>
<source>An alias (*{name}) stands here.</source>
<translation>此处有别名（*{name}）。</translation>
</message>
<message>
<source>An image is made for another kind of processor: choose one that fits the nodes.</source>
<translation>镜像不适用于节点的处理器架构：请选择匹配的镜像。</translation>
</message>
<message>
<source>An object of the chart is there and belongs to somebody else: choose another namespace, remove the object, or hand it over to this release by the annotations that the message names.</source>
<translation>Chart 的某个对象已存在且归他人所有：请换一个命名空间，删除该对象，或按消息中列出的注解将其移交给此 Release。</translation>
</message>
<message>
<source>Another Helm is at work on this release: wait until it has ended.</source>
<translation>另一个 Helm 操作正在处理此 Release：请等待其结束。</translation>
</message>
<message>
<source>Another Service has this node port: choose another, or none, in the values.</source>
<translation>此节点端口已被其他服务占用：请在参数值中更换端口，或不指定端口。</translation>
</message>
<message>
<source>As a hook the Job may need {pod} s; Helm gives hooks 300 s, old ones less.</source>
<translation>作为钩子，该 Job 可能需要 {pod} 秒；Helm 给钩子 300 秒，旧版更短。</translation>
</message>
<message>
<source>Ask for a RAM policy that allows {right}.</source>
<translation>请申请包含 {right} 权限的 RAM 策略。</translation>
</message>
<message>
<source>Ask for one of these in Chart.yaml; if there is a lock file, make it anew.</source>
<translation>请在 Chart.yaml 中改用其中一个版本；如有锁定文件，请重新生成。</translation>
</message>
<message>
<source>Ask for the whole list as one value of type json.</source>
<translation>请将整个列表作为一个 json 类型的值来询问。</translation>
</message>
<message>
<source>Ask its publisher for the complete chart, or unpack it and name its folder.</source>
<translation>请向其发布者索取完整的 Chart，或将其解压后填写该目录。</translation>
</message>
<message>
<source>Ask who runs the registry: a login goes to the registry itself only.</source>
<translation>请询问镜像仓库的管理者：登录信息只会发给镜像仓库本身。</translation>
</message>
<message>
<source>Begin with a letter; then letters and digits; at most 64.</source>
<translation>以字母开头，其后为字母和数字，最多 64 个字符。</translation>
</message>
<message>
<source>Begin with a letter; then letters, digits, - and _; at most 255 characters.</source>
<translation>以字母开头，其后可用字母、数字、- 和 _；最多 255 个字符。</translation>
</message>
<message>
<source>Begin with a letter; then letters, digits, ., _ and -; at most 64.</source>
<translation>以字母开头，其后可用字母、数字、.、_ 和 -；最多 64 个字符。</translation>
</message>
<message>
<source>By this method Compute Nest would not find the placeholder.</source>
<translation>使用该方式时，计算巢找不到占位符。</translation>
</message>
<message>
<source>Change it in the values, or in the template.</source>
<translation>请在 values 或模板中修改它。</translation>
</message>
<message>
<source>Change it to what Kubernetes allows.</source>
<translation>请改为 Kubernetes 允许的内容。</translation>
</message>
<message>
<source>Change it: the Service {name} of this chart has it.</source>
<translation>请修改它：这个 chart 的 Service {name} 已占用它。</translation>
</message>
<message>
<source>Change that line: the first rule that matches decides, and one with ! leaves out all that it does not match.</source>
<translation>请修改这一行：以首条匹配的规则为准，带 ! 的规则会排除所有与它不匹配的文件。</translation>
</message>
<message>
<source>Change the plan, then update.</source>
<translation>修改方案后再更新。</translation>
</message>
<message>
<source>Change the value, or have {schema} allow it.</source>
<translation>请修改该值，或让 {schema} 允许它。</translation>
</message>
<message>
<source>Change the value.</source>
<translation>请修改该值。</translation>
</message>
<message>
<source>Chart</source>
<translation>Chart</translation>
</message>
<message>
<source>Check apiVersion and kind.</source>
<translation>请检查 apiVersion 和 kind。</translation>
</message>
<message>
<source>Check in the chart's README that it knows this value.</source>
<translation>请在 Chart 的 README 中确认它支持该参数。</translation>
</message>
<message>
<source>Check the address and the network, then try again.</source>
<translation>检查地址和网络后重试。</translation>
</message>
<message>
<source>Check the address and the version of the chart, and that the cluster reaches it.</source>
<translation>请检查 Chart 的地址和版本，并确认集群可以访问。</translation>
</message>
<message>
<source>Check the chart's address, and open the chart again.</source>
<translation>请检查 Chart 的地址，并重新打开该 Chart。</translation>
</message>
<message>
<source>Check the file, its rights and the space left.</source>
<translation>请检查文件、访问权限和剩余空间。</translation>
</message>
<message>
<source>Check the folder, its rights and the space left.</source>
<translation>请检查目录、访问权限和剩余空间。</translation>
</message>
<message>
<source>Check the network and the proxy, then try again: nothing is done twice.</source>
<translation>检查网络和代理后重试，不会重复执行。</translation>
</message>
<message>
<source>Check the path or address of the chart.</source>
<translation>请检查 Chart 的路径或地址。</translation>
</message>
<message>
<source>Check the path, or start a new plan.</source>
<translation>请检查路径，或新建方案。</translation>
</message>
<message>
<source>Check the repository's address.</source>
<translation>请检查仓库地址。</translation>
</message>
<message>
<source>Check the user name and the password of the chart's source.</source>
<translation>请检查 Chart 来源的用户名和密码。</translation>
</message>
<message>
<source>Check what the chart says of it.</source>
<translation>请检查 Chart 中对它的声明。</translation>
</message>
<message>
<source>Checking the hook chart's address</source>
<translation>正在检查 Hook Chart 的地址</translation>
</message>
<message>
<source>Choose a cluster of that version, or another version of the chart.</source>
<translation>请选择该版本的集群，或 Chart 的其他版本。</translation>
</message>
<message>
<source>Choose a new folder, or one written by an earlier export.</source>
<translation>请选择新目录，或之前导出过的目录。</translation>
</message>
<message>
<source>Choose a service, a secret or an object as output, or hook or job.</source>
<translation>请将输出改为 Service、Secret 或对象字段，或使用 hook 或 job 方式。</translation>
</message>
<message>
<source>Choose an image whose Helm is {first} or newer, or another version of the chart.</source>
<translation>请选择 Helm 为 {first} 或更新版本的镜像，或换用 Chart 的其他版本。</translation>
</message>
<message>
<source>Choose an image with Helm {first} or newer.</source>
<translation>请选择 Helm 为 {first} 或更新版本的镜像。</translation>
</message>
<message>
<source>Choose an image with sh, curl and Helm 3.8 or newer in the step Delivery.</source>
<translation>请在“交付”步骤中选择包含 sh、curl 和 Helm 3.8 或更高版本的镜像。</translation>
</message>
<message>
<source>Choose another address for the pods to reach this computer at.</source>
<translation>请为 Pod 选择另一个访问本机的地址。</translation>
</message>
<message>
<source>Choose another version of the chart, or tell its author.</source>
<translation>请换用 Chart 的其他版本，或告知其作者。</translation>
</message>
<message>
<source>Choose one from the list.</source>
<translation>请从列表中选择一项。</translation>
</message>
<message>
<source>Choose one from the table.</source>
<translation>请从表格中选择一个。</translation>
</message>
<message>
<source>Choose one of the published versions.</source>
<translation>请从已发布的版本中选择。</translation>
</message>
<message>
<source>Choose one, or add one.</source>
<translation>请选择或新建一个。</translation>
</message>
<message>
<source>Choose or add one.</source>
<translation>请选择或新建凭证。</translation>
</message>
<message>
<source>Choose the chart first; until then the draft is kept.</source>
<translation>请先选择 Chart；在此之前会保留草稿。</translation>
</message>
<message>
<source>Choose the chart that uses it.</source>
<translation>请选择使用它的 Chart。</translation>
</message>
<message>
<source>Choose the file of a helm for this computer.</source>
<translation>请选择适用于本机的 helm 文件。</translation>
</message>
<message>
<source>Choose the method hook or job, or remove it.</source>
<translation>请改用 hook 或 job 方式，或将其移除。</translation>
</message>
<message>
<source>Choose the same in the step Account, or end the one that runs.</source>
<translation>请在“账号”步骤中选择相同的设置，或结束正在运行的演练。</translation>
</message>
<message>
<source>Cluster</source>
<translation>集群</translation>
</message>
<message>
<source>Command</source>
<translation>命令</translation>
</message>
<message>
<source>Compute Nest puts an oci:// address there, which ROS refuses.</source>
<translation>计算巢会填入 oci:// 地址，而 ROS 不接受该地址。</translation>
</message>
<message>
<source>Compute Nest will not find {placeholder}: the values travel encoded.</source>
<translation>参数值经过编码，计算巢找不到 {placeholder}。</translation>
</message>
<message>
<source>Copy the ARN from the RAM console: acs:ram::ACCOUNT:role/NAME.</source>
<translation>请从 RAM 控制台复制 ARN：acs:ram::账号ID:role/角色名。</translation>
</message>
<message>
<source>Copy the id from the ACK console: c and 32 digits.</source>
<translation>从 ACK 控制台复制 ID：c 加 32 位字符。</translation>
</message>
<message>
<source>Correct the name or the repository in {file}.</source>
<translation>请更正 {file} 中的名称或仓库地址。</translation>
</message>
<message>
<source>Could not fetch {place}: {reason}.</source>
<translation>无法获取 {place}：{reason}。</translation>
</message>
<message>
<source>Delete it there by hand; it is an entry of chartnest.</source>
<translation>请在那里手动删除，它是 chartnest 的条目。</translation>
</message>
<message>
<source>Delete it, then launch its plan again.</source>
<translation>请删除它，然后重新部署其方案。</translation>
</message>
<message>
<source>Delete this folder to have it fetched, or change the version asked for.</source>
<translation>请删除该目录以便重新获取，或修改所要求的版本。</translation>
</message>
<message>
<source>Deliver it by hook or job.</source>
<translation>请用 hook 或 job 方式交付。</translation>
</message>
<message>
<source>Deliver it by hook.</source>
<translation>请用 hook 方式交付。</translation>
</message>
<message>
<source>Deliver it by the method hook or job, which bring a current Helm.</source>
<translation>请改用自带新版 Helm 的 hook 或 job 方式交付。</translation>
</message>
<message>
<source>Delivery</source>
<translation>交付</translation>
</message>
<message>
<source>Did you mean {close} instead of {name}?</source>
<translation>{name} 是否应为 {close}？</translation>
</message>
<message>
<source>Did you mean {close}?</source>
<translation>是否应为 {close}？</translation>
</message>
<message>
<source>Did you mean {field}.{name}?</source>
<translation>是否应为 {field}.{name}？</translation>
</message>
<message>
<source>Did you mean {name}?</source>
<translation>是否应为 {name}？</translation>
</message>
<message>
<source>Do without it: nothing takes its place.</source>
<translation>请不要使用，它没有替代项。</translation>
</message>
<message>
<source>Downloads from {host} time out in mainland China.</source>
<translation>在中国内地从 {host} 下载会超时。</translation>
</message>
<message>
<source>Every setting the chart takes, with its default.</source>
<translation>Chart 接受的所有设置及其默认值。</translation>
</message>
<message>
<source>Fetching the {wanted}</source>
<translation>正在获取{wanted}</translation>
</message>
<message>
<source>Find out who changed the chart before you use it.</source>
<translation>使用前请查明是谁改动了该 Chart。</translation>
</message>
<message>
<source>Find out why it was moved; then name the tag or the digest, not both.</source>
<translation>请查明它为何被移动，然后只写标签或摘要中的一个。</translation>
</message>
<message>
<source>Flatten them.</source>
<translation>请减少嵌套层级。</translation>
</message>
<message>
<source>Get new temporary credentials and add the account again.</source>
<translation>请获取新的临时凭证，并重新添加。</translation>
</message>
<message>
<source>Get the chart from its publisher again, or pack it anew with `helm package`.</source>
<translation>请重新向发布者获取 Chart，或用 `helm package` 重新打包。</translation>
</message>
<message>
<source>Give it a mapping, or leave it out.</source>
<translation>请给出一个映射，或去掉它。</translation>
</message>
<message>
<source>Give it again in each session.</source>
<translation>每次会话重新提供。</translation>
</message>
<message>
<source>Give it in PEM: it begins with -----BEGIN CERTIFICATE-----.</source>
<translation>请以 PEM 格式提供：以 -----BEGIN CERTIFICATE----- 开头。</translation>
</message>
<message>
<source>Give it with the launch.</source>
<translation>请在部署时提供。</translation>
</message>
<message>
<source>Give more of the one you mean.</source>
<translation>请多输入几个字符以确定是哪一个。</translation>
</message>
<message>
<source>Give one with a certificate, a token or a password in it.</source>
<translation>请提供含有证书、Token 或密码的 kubeconfig。</translation>
</message>
<message>
<source>Give the RAM user the right cs:DescribeUserPermission.</source>
<translation>请为 RAM 用户授予 cs:DescribeUserPermission 权限。</translation>
</message>
<message>
<source>Give the certificate of the source's CA with the chart's source.</source>
<translation>请在 Chart 来源处提供该来源的 CA 证书。</translation>
</message>
<message>
<source>Give the chart the values it needs, or mend the template.</source>
<translation>请提供 Chart 所需的参数值，或修正模板。</translation>
</message>
<message>
<source>Give the mapping a second key, or use another key.</source>
<translation>请为该映射加上第二个键，或换一个键名。</translation>
</message>
<message>
<source>Give the secret again, as what the plan says it is.</source>
<translation>请按方案声明的类型重新填写该密钥。</translation>
</message>
<message>
<source>Give the user name in the plan and its password when asked, and check both.</source>
<translation>请在方案中填写用户名，按提示输入密码，并检查两者是否正确。</translation>
</message>
<message>
<source>Handing over the hook chart</source>
<translation>正在移交 Hook Chart</translation>
</message>
<message>
<source>Have them fetched: press the button at the chart.</source>
<translation>请点击 Chart 处的按钮获取这些依赖。</translation>
</message>
<message>
<source>Have {schema} allow it: Helm itself gives global to subcharts.</source>
<translation>请让 {schema} 允许它：global 是 Helm 自己传给子 Chart 的。</translation>
</message>
<message>
<source>Helm cannot read its index.yaml, where {reason}</source>
<translation>Helm 无法读取它的 index.yaml：{reason}</translation>
</message>
<message>
<source>Helm cannot read the line {line} of .helmignore.</source>
<translation>Helm 无法读取 .helmignore 中的 {line} 这一行。</translation>
</message>
<message>
<source>Helm has no way to pass on {text}.</source>
<translation>Helm 无法传递 {text}。</translation>
</message>
<message>
<source>Helm installs what is in crds/, and this file holds nothing to install.</source>
<translation>Helm 会安装 crds/ 中的内容，而该文件没有可安装的内容。</translation>
</message>
<message>
<source>Helm knows no field {field}</source>
<translation>Helm 不认识字段 {field}</translation>
</message>
<message>
<source>Helm reads the key {key} as {text}.</source>
<translation>Helm 会将键 {key} 读作 {text}。</translation>
</message>
<message>
<source>Helm reads {text} as {read}.</source>
<translation>Helm 会把 {text} 读成 {read}。</translation>
</message>
<message>
<source>Helm refuses it: {reason}.</source>
<translation>Helm 不接受：{reason}。</translation>
</message>
<message>
<source>Helm takes the vendor's suffix for a pre-release, which only a range such as &gt;=1.20.0-0 allows. Ask the chart's author for one, or choose another version of the chart.</source>
<translation>Helm 把厂商后缀当作预发布版本，只有 &gt;=1.20.0-0 这样的范围才允许它。请向 Chart 作者索取这样的版本，或换用 Chart 的其他版本。</translation>
</message>
<message>
<source>Helm would keep {size} bytes of this release in one Secret; {limit} are safe.</source>
<translation>Helm 会将该 Release 的 {size} 字节存入一个 Secret；安全上限为 {limit}。</translation>
</message>
<message>
<source>Helm {helm} cannot read it: {complaint}.</source>
<translation>Helm {helm} 无法读取它：{complaint}。</translation>
</message>
<message>
<source>Helm {helm} merges the nulls among these values in a way that cannot be previewed.</source>
<translation>Helm {helm} 合并这些值中 null 的方式无法预览。</translation>
</message>
<message>
<source>Helm {helm} pulls no chart by its digest alone; 3.17 is the first.</source>
<translation>Helm {helm} 不能只凭摘要拉取 Chart；从 3.17 起才可以。</translation>
</message>
<message>
<source>Helm {helm} refuses the values of {subchart}, which are no mapping.</source>
<translation>Helm {helm} 拒绝 {subchart} 的值，因为它们不是映射。</translation>
</message>
<message>
<source>Hook chart</source>
<translation>钩子 Chart</translation>
</message>
<message>
<source>If the chart is yours, have its links followed: Helm packs what they lead to. Otherwise name the link in .helmignore.</source>
<translation>如果这个 Chart 是您自己的，请允许跟随其中的链接：Helm 会打包链接所指的内容。否则请把该链接写进 .helmignore。</translation>
</message>
<message>
<source>In a registry of Alibaba Cloud, which Compute Nest's own templates use.</source>
<translation>位于阿里云的镜像仓库，计算巢自己的模板也使用它。</translation>
</message>
<message>
<source>Indent with spaces.</source>
<translation>请用空格缩进。</translation>
</message>
<message>
<source>Install Helm 3.8 or newer so that `helm` is on the PATH.</source>
<translation>请安装 Helm 3.8 或更新版本，并确保 `helm` 在 PATH 中。</translation>
</message>
<message>
<source>Install the Python package socksio, name an http proxy instead, or name the host in NO_PROXY.</source>
<translation>请安装 Python 软件包 socksio，或改用 http 代理，或把主机写进 NO_PROXY。</translation>
</message>
<message>
<source>Install what brings that CRD first.</source>
<translation>请先安装带来该 CRD 的组件。</translation>
</message>
<message>
<source>Install {tool} on this computer: in a rehearsal the Job runs here.</source>
<translation>请在本机安装 {tool}：演练时 Job 在本机运行。</translation>
</message>
<message>
<source>Install, upgrade, uninstall</source>
<translation>安装、升级、卸载</translation>
</message>
<message>
<source>It cannot follow the stack's name yet.</source>
<translation>目前还不能跟随资源栈的名称。</translation>
</message>
<message>
<source>It has more digits than Helm keeps: let its type be string in the plan.</source>
<translation>它的位数超过 Helm 能保留的位数：请在方案中把类型设为 string。</translation>
</message>
<message>
<source>It holds a private key.</source>
<translation>其中包含私钥。</translation>
</message>
<message>
<source>It is a library chart, which cannot be installed.</source>
<translation>这是库 Chart，无法安装。</translation>
</message>
<message>
<source>It is asked for again at the next launch.</source>
<translation>下次部署时会再次询问。</translation>
</message>
<message>
<source>It is larger than {limit} bytes.</source>
<translation>超过 {limit} 字节。</translation>
</message>
<message>
<source>It is nested more than {count} levels deep.</source>
<translation>嵌套超过 {count} 层。</translation>
</message>
<message>
<source>It is no YAML: {reason}.</source>
<translation>不是有效的 YAML：{reason}。</translation>
</message>
<message>
<source>It is not UTF-8 text.</source>
<translation>不是 UTF-8 文本。</translation>
</message>
<message>
<source>It is not a PEM certificate.</source>
<translation>不是 PEM 证书。</translation>
</message>
<message>
<source>It is not a mapping of fields.</source>
<translation>不是字段的映射。</translation>
</message>
<message>
<source>It is not the path of a value.</source>
<translation>不是参数值的路径。</translation>
</message>
<message>
<source>It is not {kind}.</source>
<translation>不是{kind}。</translation>
</message>
<message>
<source>It is too large.</source>
<translation>值过大。</translation>
</message>
<message>
<source>It is too small.</source>
<translation>值过小。</translation>
</message>
<message>
<source>It must be a multiple of {wanted}.</source>
<translation>必须是 {wanted} 的倍数。</translation>
</message>
<message>
<source>It must be at least {wanted}.</source>
<translation>不得小于 {wanted}。</translation>
</message>
<message>
<source>It must be at most {wanted}.</source>
<translation>不得大于 {wanted}。</translation>
</message>
<message>
<source>It must be less than {wanted}.</source>
<translation>必须小于 {wanted}。</translation>
</message>
<message>
<source>It must be more than {wanted}.</source>
<translation>必须大于 {wanted}。</translation>
</message>
<message>
<source>It must be of type {type}.</source>
<translation>类型必须为 {type}。</translation>
</message>
<message>
<source>It must be of type {wanted}.</source>
<translation>类型必须为 {wanted}。</translation>
</message>
<message>
<source>It must be one of {wanted}.</source>
<translation>必须为以下之一：{wanted}。</translation>
</message>
<message>
<source>It must be {wanted}.</source>
<translation>必须为 {wanted}。</translation>
</message>
<message>
<source>It must have at least {wanted} characters.</source>
<translation>至少需要 {wanted} 个字符。</translation>
</message>
<message>
<source>It must have at least {wanted} items.</source>
<translation>至少需要 {wanted} 项。</translation>
</message>
<message>
<source>It must have at most {wanted} characters.</source>
<translation>最多 {wanted} 个字符。</translation>
</message>
<message>
<source>It must have at most {wanted} items.</source>
<translation>最多 {wanted} 项。</translation>
</message>
<message>
<source>It must have the format {wanted}.</source>
<translation>格式必须为 {wanted}。</translation>
</message>
<message>
<source>It must match the pattern {wanted}.</source>
<translation>必须匹配模式 {wanted}。</translation>
</message>
<message>
<source>It must satisfy exactly one of the schema's alternatives.</source>
<translation>必须恰好符合 Schema 的一个备选项。</translation>
</message>
<message>
<source>It must satisfy one of the schema's alternatives.</source>
<translation>必须符合 Schema 的某个备选项。</translation>
</message>
<message>
<source>It names none of: {choices}.</source>
<translation>未指定以下任何一项：{choices}。</translation>
</message>
<message>
<source>It stands in {place} now.</source>
<translation>现在应写在 {place}。</translation>
</message>
<message>
<source>It takes no such value.</source>
<translation>不接受这样的值。</translation>
</message>
<message>
<source>It was cancelled.</source>
<translation>操作已被取消。</translation>
</message>
<message>
<source>Its log is {log}.</source>
<translation>日志位于 {log}。</translation>
</message>
<message>
<source>Its release is still there, or in the making.</source>
<translation>其 Release 仍然存在，或正在创建。</translation>
</message>
<message>
<source>Its values, too long for the template.</source>
<translation>参数值过长、模板容纳不下时放在这里。</translation>
</message>
<message>
<source>JSONPath</source>
<translation>JSONPath</translation>
</message>
<message>
<source>Jobs alone</source>
<translation>仅用 Job</translation>
</message>
<message>
<source>Keep exactly one of: {choices}.</source>
<translation>以下各项只能保留一项：{choices}。</translation>
</message>
<message>
<source>Keep one of the two.</source>
<translation>两者只保留一个。</translation>
</message>
<message>
<source>Keep one of them.</source>
<translation>请只保留其中一个。</translation>
</message>
<message>
<source>Keep one plan in one file; remove the line with ---.</source>
<translation>一个文件只放一个方案，请删除含 --- 的行。</translation>
</message>
<message>
<source>Keep one, without `---` lines.</source>
<translation>请只保留一个文档，不要有 `---` 行。</translation>
</message>
<message>
<source>Keep the certificate alone.</source>
<translation>请只保留证书。</translation>
</message>
<message>
<source>Keep what differs from the chart's defaults only.</source>
<translation>请只保留与 Chart 默认值不同的部分。</translation>
</message>
<message>
<source>Key</source>
<translation>键</translation>
</message>
<message>
<source>Kind</source>
<translation>类型</translation>
</message>
<message>
<source>Kubernetes knows no field {path}.</source>
<translation>Kubernetes 没有字段 {path}。</translation>
</message>
<message>
<source>Kubernetes lets nobody change this part of an object that is there: leave it as it was, or delete the object, and it is made anew.</source>
<translation>Kubernetes 不允许修改已有对象的这一部分：请保持原样，或删除该对象以便重新创建。</translation>
</message>
<message>
<source>Kubernetes refuses this namespace.</source>
<translation>Kubernetes 不接受该命名空间。</translation>
</message>
<message>
<source>Kubernetes refuses {path}: {reason}.</source>
<translation>Kubernetes 会拒绝 {path}：{reason}。</translation>
</message>
<message>
<source>Kubernetes {version} has no {kind} in {api}.</source>
<translation>Kubernetes {version} 的 {api} 中没有 {kind}。</translation>
</message>
<message>
<source>Kubernetes {version} takes it, but makes no Pods of it: {path}: {reason}.</source>
<translation>Kubernetes {version} 会接受它，但不会创建它的 Pod：{path}：{reason}。</translation>
</message>
<message>
<source>Launch again in a minute; the same stack is found.</source>
<translation>请一分钟后再次部署，会找到同一个资源栈。</translation>
</message>
<message>
<source>Launch again: a new name is chosen.</source>
<translation>请再次部署，将使用新的名称。</translation>
</message>
<message>
<source>Launch again: the rehearsal is started anew.</source>
<translation>请重新部署：演练会重新启动。</translation>
</message>
<message>
<source>Launch its plan again.</source>
<translation>请重新部署其方案。</translation>
</message>
<message>
<source>Launch the plan again.</source>
<translation>请再次部署该方案。</translation>
</message>
<message>
<source>Launch the plan there as a deployment of its own, or name the place it is in.</source>
<translation>请在那里将该方案作为新的部署启动，或指定它所在的位置。</translation>
</message>
<message>
<source>Leave it out; quote the value if it is text.</source>
<translation>请去掉；如需文本，请为值加引号。</translation>
</message>
<message>
<source>Leave the image out to use {image}, or copy yours to a repository of your own and name that: {commands}</source>
<translation>留空则使用 {image}；或将您的镜像复制到自己的仓库并填写其地址：{commands}</translation>
</message>
<message>
<source>Leave the line out.</source>
<translation>请删除该行。</translation>
</message>
<message>
<source>Let it be asked for at launch, by the lock beside it.</source>
<translation>请点击旁边的锁，使其在部署时填写。</translation>
</message>
<message>
<source>Let it name a file that is there and can be read, or unset it.</source>
<translation>请让它指向存在且可读的文件，或取消该设置。</translation>
</message>
<message>
<source>Let the time it may take decide what the Job is, or shorten the time limit.</source>
<translation>请让所需时间决定 Job 的形式，或缩短时间限制。</translation>
</message>
<message>
<source>List the deployments; it may be deleted, or in another region.</source>
<translation>请列出所有部署：它可能已删除，或在其他地域。</translation>
</message>
<message>
<source>Look at the events and at the Job's log.</source>
<translation>请查看事件和 Job 的日志。</translation>
</message>
<message>
<source>Look at the keyring's settings, or choose another keyring.</source>
<translation>请检查密钥环的设置，或换用其他密钥环。</translation>
</message>
<message>
<source>Look at the objects of the release once it is installed.</source>
<translation>安装之后请查看该 Release 的对象。</translation>
</message>
<message>
<source>Look at the release after the launch.</source>
<translation>请在部署后查看 Release。</translation>
</message>
<message>
<source>Look at this line and the one above: quotes, colons, indentation.</source>
<translation>请查看本行及上一行的引号、冒号和缩进。</translation>
</message>
<message>
<source>Look in the RAM console whether the AccessKey was deleted or disabled.</source>
<translation>请在 RAM 控制台查看该 AccessKey 是否已删除或禁用。</translation>
</message>
<message>
<source>Look with kubectl from where the cluster can be reached.</source>
<translation>请在可访问该集群的地方用 kubectl 查看。</translation>
</message>
<message>
<source>Make it smaller, leave it out (.helmignore), or divide the chart.</source>
<translation>请缩小、用 .helmignore 排除，或拆分 Chart。</translation>
</message>
<message>
<source>Make the bucket in the stack's region, or name another in the step Delivery.</source>
<translation>请在资源栈所在地域创建该存储空间，或在“交付”步骤中指定其他存储空间。</translation>
</message>
<message>
<source>Mend each place named above.</source>
<translation>请逐一修正上述各处。</translation>
</message>
<message>
<source>Mend its indentation, or the value it comes from.</source>
<translation>请修正其缩进，或其来源的参数值。</translation>
</message>
<message>
<source>Mend that line first, then switch.</source>
<translation>请先修正该行，再切换。</translation>
</message>
<message>
<source>Mend the chart.</source>
<translation>请修正 Chart。</translation>
</message>
<message>
<source>Mend the file.</source>
<translation>请修正该文件。</translation>
</message>
<message>
<source>Mend the host's name.</source>
<translation>请修正主机名。</translation>
</message>
<message>
<source>Mend the line.</source>
<translation>请修正该行。</translation>
</message>
<message>
<source>Mend the schema.</source>
<translation>请修正该 Schema。</translation>
</message>
<message>
<source>Mend the template at that place.</source>
<translation>请修正模板中的该处。</translation>
</message>
<message>
<source>Mend the template, or the values it renders.</source>
<translation>请修正模板，或它渲染的参数值。</translation>
</message>
<message>
<source>Mend the template.</source>
<translation>请修正模板。</translation>
</message>
<message>
<source>Mend the values.</source>
<translation>请修正参数值。</translation>
</message>
<message>
<source>Mend what it names, or set CHARTNEST_HOME to another folder.</source>
<translation>请修正所指问题，或将 CHARTNEST_HOME 设为其他目录。</translation>
</message>
<message>
<source>Mend what it names, then try again.</source>
<translation>请修正所指问题后重试。</translation>
</message>
<message>
<source>More resources in the template</source>
<translation>模板中的资源更多</translation>
</message>
<message>
<source>Name</source>
<translation>名称</translation>
</message>
<message>
<source>Name a copy that has its dependencies.</source>
<translation>请填写包含其依赖的副本。</translation>
</message>
<message>
<source>Name a folder or a .tgz to preview with.</source>
<translation>请指定用于预览的目录或 .tgz 文件。</translation>
</message>
<message>
<source>Name an OSS bucket of yours (bucket: …), or where you have put it (url: …).</source>
<translation>请指定您的 OSS Bucket（bucket: …），或您存放的地址（url: …）。</translation>
</message>
<message>
<source>Name it in the template.</source>
<translation>请在模板中写明名称。</translation>
</message>
<message>
<source>Name its file, or choose the built-in cluster.</source>
<translation>请指定其文件，或选择内置集群。</translation>
</message>
<message>
<source>Name the chart's folder instead of its archive.</source>
<translation>请改为填写 Chart 的目录，而不是归档文件。</translation>
</message>
<message>
<source>Name the chart's folder: {folder}</source>
<translation>请指定 Chart 所在的文件夹：{folder}</translation>
</message>
<message>
<source>Name the tag beside the digest, or a newer Helm.</source>
<translation>请在摘要旁写上标签，或换用更新的 Helm。</translation>
</message>
<message>
<source>Name what to set in it.</source>
<translation>请在其中写明要设置的内容。</translation>
</message>
<message>
<source>No account is called {name}.</source>
<translation>没有名为 {name} 的凭证。</translation>
</message>
<message>
<source>No chart at {place}: {reason}.</source>
<translation>{place} 没有 Chart：{reason}。</translation>
</message>
<message>
<source>No chart is chosen.</source>
<translation>尚未选择 Chart。</translation>
</message>
<message>
<source>No cluster is chosen.</source>
<translation>尚未选择集群。</translation>
</message>
<message>
<source>No deployment is called {name}.</source>
<translation>没有名为 {name} 的部署。</translation>
</message>
<message>
<source>No image to pull in the cluster</source>
<translation>集群中无需拉取镜像</translation>
</message>
<message>
<source>No item may be there twice.</source>
<translation>不能有重复项。</translation>
</message>
<message>
<source>No keyring opens: the environment's AccessKey is the account.</source>
<translation>没有可打开的密钥环：使用环境变量中的 AccessKey 作为账号。</translation>
</message>
<message>
<source>No kubeconfig is named.</source>
<translation>未指定 kubeconfig。</translation>
</message>
<message>
<source>No node has room for a pod, or no volume fits it: ask for less, or add some.</source>
<translation>没有节点能容纳该 Pod，或没有匹配的存储卷：请减少用量，或增加资源。</translation>
</message>
<message>
<source>No output command, no waiting beyond Helm's</source>
<translation>不支持输出命令，也不做 Helm 之外的等待</translation>
</message>
<message>
<source>No profile is called {name}.</source>
<translation>没有名为 {name} 的凭证。</translation>
</message>
<message>
<source>No profile is chosen.</source>
<translation>尚未选择凭证。</translation>
</message>
<message>
<source>No region is called {name}.</source>
<translation>没有名为 {name} 的地域。</translation>
</message>
<message>
<source>No signal came, so most likely the Job's pod never started: first see whether the cluster can pull the image of the Job, then look at the pod's events.</source>
<translation>没有收到信号，Job 的 Pod 很可能从未启动：请先确认集群能否拉取 Job 的镜像，再查看该 Pod 的事件。</translation>
</message>
<message>
<source>No signal came, so the Job's pod never ran: an event NotRun of the Job says when it was not run, and why.</source>
<translation>没有收到信号，Job 的 Pod 从未运行：Job 的 NotRun 事件会说明何时未运行及其原因。</translation>
</message>
<message>
<source>No value begins on the cursor's line.</source>
<translation>光标所在行没有值开始。</translation>
</message>
<message>
<source>Not every Helm takes Kubernetes {version} for the {required} that the chart requires.</source>
<translation>并非每个 Helm 都认为 Kubernetes {version} 满足 Chart 所要求的 {required}。</translation>
</message>
<message>
<source>Nothing can be read from or kept in {place}: it is locked.</source>
<translation>无法读写{place}：它已锁定。</translation>
</message>
<message>
<source>Nothing can be read from or kept in {place}: {reason}.</source>
<translation>无法读写{place}：{reason}。</translation>
</message>
<message>
<source>Nothing can listen on {host}:{port}: {message}.</source>
<translation>无法监听 {host}:{port}：{message}。</translation>
</message>
<message>
<source>Nothing goes on that could be cancelled.</source>
<translation>当前没有可以取消的操作。</translation>
</message>
<message>
<source>OSS has no bucket {bucket} in this region.</source>
<translation>该地域的 OSS 没有 Bucket {bucket}。</translation>
</message>
<message>
<source>Only a CRD makes {kind} of {api} known, and the chart brings none.</source>
<translation>{api} 的 {kind} 需要 CRD 才为集群所知，而该 Chart 没有带来 CRD。</translation>
</message>
<message>
<source>Only a creation that failed can be continued.</source>
<translation>只有创建失败的资源栈才能继续创建。</translation>
</message>
<message>
<source>Paste it from -----BEGIN CERTIFICATE----- to the end.</source>
<translation>请从 -----BEGIN CERTIFICATE----- 开始完整粘贴。</translation>
</message>
<message>
<source>Percent-encode spaces, quotes, brackets, ; and $.</source>
<translation>空格、引号、括号、; 和 $ 请使用百分号编码。</translation>
</message>
<message>
<source>Point to a chart folder, or to a .tgz made by `helm package`.</source>
<translation>请指定 Chart 目录，或由 `helm package` 生成的 .tgz 文件。</translation>
</message>
<message>
<source>Press Retry to go on as it is; with another plan, delete it first, then launch.</source>
<translation>点击“重试”可按原样继续；如需使用其他方案，请先删除它，再重新部署。</translation>
</message>
<message>
<source>Publish the chart, and name its address instead of a path.</source>
<translation>请发布该 Chart，并填写其地址而非路径。</translation>
</message>
<message>
<source>Pulls an image with helm</source>
<translation>需要拉取含 Helm 的镜像</translation>
</message>
<message>
<source>Put it in quotes, or have it asked for at launch, as a number.</source>
<translation>请加引号，或让它在部署时作为数字询问。</translation>
</message>
<message>
<source>Put it in quotes: "{written}".</source>
<translation>请加引号："{written}"。</translation>
</message>
<message>
<source>Put it into the charts folder, or name its repository in {file}.</source>
<translation>请将其放入 charts 目录，或在 {file} 中写明其仓库地址。</translation>
</message>
<message>
<source>Put numbers of more than 15 digits in quotes: Helm does not keep them all.</source>
<translation>请给超过 15 位的数字加引号：Helm 无法全部保留。</translation>
</message>
<message>
<source>Put quotes around it.</source>
<translation>请加引号。</translation>
</message>
<message>
<source>Put some secrets together in one value of type json.</source>
<translation>请将部分敏感值合并为一个 json 类型的值。</translation>
</message>
<message>
<source>Put the archive that an export writes at that address, unchanged.</source>
<translation>请将导出得到的归档原样放到该地址。</translation>
</message>
<message>
<source>Put the chart into ACR or OSS, or deliver it from a path.</source>
<translation>请将 Chart 放入 ACR 或 OSS，或从路径交付。</translation>
</message>
<message>
<source>Put the cursor on the line of the value that shall be asked for at launch.</source>
<translation>请将光标移到需要在部署时询问的值所在行。</translation>
</message>
<message>
<source>Put the name in quotes.</source>
<translation>请为名称加引号。</translation>
</message>
<message>
<source>Put what it refers to into the schema itself, below definitions.</source>
<translation>请把它引用的内容写进该 Schema 本身的 definitions 之下。</translation>
</message>
<message>
<source>Quote it if it is text.</source>
<translation>如为文本，请加引号。</translation>
</message>
<message>
<source>Quote it if text is meant; by hook and job the document travels untouched.</source>
<translation>如为文本，请加引号；hook 和 job 方式会原样传递文档。</translation>
</message>
<message>
<source>Quote it, or take the quotes away.</source>
<translation>请加上引号，或去掉引号。</translation>
</message>
<message>
<source>ROS acts by the rights of your account in the cluster: have them widened.</source>
<translation>ROS 使用您的账号在集群中的权限：请扩大这些权限。</translation>
</message>
<message>
<source>ROS alone</source>
<translation>仅用 ROS</translation>
</message>
<message>
<source>ROS cannot read the notes of a release.</source>
<translation>ROS 无法读取 Release 的安装说明（NOTES）。</translation>
</message>
<message>
<source>ROS deletes no stack in this state.</source>
<translation>ROS 不会删除处于此状态的资源栈。</translation>
</message>
<message>
<source>ROS does not check the sum of what it fetches.</source>
<translation>ROS 不会校验所获取内容的摘要。</translation>
</message>
<message>
<source>ROS fetches charts over http and https, not from OCI registries.</source>
<translation>ROS 只通过 http 和 https 获取 Chart，不支持 OCI 仓库。</translation>
</message>
<message>
<source>ROS has seen this launch before: {message}</source>
<translation>ROS 已处理过这次部署：{message}</translation>
</message>
<message>
<source>ROS installs a tiny chart whose Job runs a current Helm.</source>
<translation>ROS 安装一个极小的 Chart，由其 Job 运行新版 Helm。</translation>
</message>
<message>
<source>ROS installs your chart itself, with the Helm of the 3.0 line it has.</source>
<translation>ROS 用自带的 Helm 3.0 系列直接安装您的 Chart。</translation>
</message>
<message>
<source>ROS knows no such stack: {message}</source>
<translation>ROS 中没有该资源栈：{message}</translation>
</message>
<message>
<source>ROS logs in to chart repositories of ACR only.</source>
<translation>ROS 只能登录 ACR 的 Chart 仓库。</translation>
</message>
<message>
<source>ROS updates no stack in this state.</source>
<translation>ROS 不会更新处于此状态的资源栈。</translation>
</message>
<message>
<source>ROS updates no stack in this state: delete this one, then launch the plan again.</source>
<translation>ROS 不会更新处于此状态的资源栈：请删除它，然后重新部署方案。</translation>
</message>
<message>
<source>ROS waits for no workload, for none is rendered here: {reason}</source>
<translation>此处未渲染工作负载，ROS 不会等待：{reason}</translation>
</message>
<message>
<source>ROS waits for {limit} objects at most, not for {names}.</source>
<translation>ROS 最多等待 {limit} 个对象，不会等待 {names}。</translation>
</message>
<message>
<source>Reading the chart</source>
<translation>正在读取 Chart</translation>
</message>
<message>
<source>Remove carriage returns and control characters, or shorten the values.</source>
<translation>请去掉回车符和控制字符，或缩短参数值。</translation>
</message>
<message>
<source>Remove it there: it is asked for at launch. Change it if it was shared.</source>
<translation>请从中移除，部署时会询问；如已分享出去，请更换。</translation>
</message>
<message>
<source>Remove it, or write it as an escape inside "…".</source>
<translation>请将其删除，或在 "…" 中写成转义字符。</translation>
</message>
<message>
<source>Remove it.</source>
<translation>请将其移除。</translation>
</message>
<message>
<source>Remove it; the fields here are: {known}.</source>
<translation>请将其移除；此处可用的字段：{known}。</translation>
</message>
<message>
<source>Remove that from the values or the command.</source>
<translation>请从参数值或命令中移除。</translation>
</message>
<message>
<source>Remove the .. from the path.</source>
<translation>请去掉路径中的 ..。</translation>
</message>
<message>
<source>Remove the NUL character.</source>
<translation>请去掉 NUL 字符。</translation>
</message>
<message>
<source>Remove the account in the session in which it was added.</source>
<translation>请在添加该账号的会话中删除它。</translation>
</message>
<message>
<source>Remove the file to begin anew.</source>
<translation>请删除该文件以重新开始。</translation>
</message>
<message>
<source>Remove the login; write username, and the password is asked for at launch.</source>
<translation>请去掉登录信息；填写 username，部署时会询问密码。</translation>
</message>
<message>
<source>Rename one of them, or take it out.</source>
<translation>请给其中一个改名，或者去掉它。</translation>
</message>
<message>
<source>Report this together with the plan: it is a fault in ChartNest.</source>
<translation>请连同方案一起反馈：这是 ChartNest 的缺陷。</translation>
</message>
<message>
<source>Report this: it is a fault in ChartNest.</source>
<translation>请反馈：这是 ChartNest 的缺陷。</translation>
</message>
<message>
<source>Review</source>
<translation>确认</translation>
</message>
<message>
<source>Run `aliyun configure` once, or add the account by hand.</source>
<translation>请先执行一次 `aliyun configure`，或手动添加凭证。</translation>
</message>
<message>
<source>Run by a POSIX shell in the Job once the chart is installed.</source>
<translation>Chart 安装完成后，由 Job 中的 POSIX shell 执行。</translation>
</message>
<message>
<source>Save it as UTF-8.</source>
<translation>请将它另存为 UTF-8。</translation>
</message>
<message>
<source>Save the file as UTF-8.</source>
<translation>请将文件保存为 UTF-8。</translation>
</message>
<message>
<source>Say in the step Delivery, under Hosting, where it is.</source>
<translation>请在“交付”步骤的托管部分指定其位置。</translation>
</message>
<message>
<source>Say where the chart is.</source>
<translation>请指明 Chart 的位置。</translation>
</message>
<message>
<source>Say which Helm the image holds.</source>
<translation>请指明镜像中的 Helm 版本。</translation>
</message>
<message>
<source>Say which one the image holds: 3.17.3, for example, or unknown.</source>
<translation>请说明镜像中是哪个版本，例如 3.17.3，或 unknown。</translation>
</message>
<message>
<source>Secret</source>
<translation>Secret</translation>
</message>
<message>
<source>Secrets are kept in {place}.</source>
<translation>密钥保存在 {place}。</translation>
</message>
<message>
<source>See that `kubectl get namespaces` works with the same kubeconfig, then try again.</source>
<translation>请确认使用同一 kubeconfig 时 `kubectl get namespaces` 可以正常执行，然后重试。</translation>
</message>
<message>
<source>See that `kubectl version` with this kubeconfig does, then try again.</source>
<translation>请确认用该 kubeconfig 可以执行 `kubectl version`，然后重试。</translation>
</message>
<message>
<source>See that it runs, then try again.</source>
<translation>请确认它正在运行，然后重试。</translation>
</message>
<message>
<source>See the deployments on the home page.</source>
<translation>请查看首页上的部署。</translation>
</message>
<message>
<source>See which pods are not ready and why, or allow more time in the step Delivery.</source>
<translation>请查看哪些 Pod 未就绪及其原因，或在“交付”步骤中延长时间限制。</translation>
</message>
<message>
<source>See with `kubectl api-versions` whether it does.</source>
<translation>请用 `kubectl api-versions` 查看是否提供。</translation>
</message>
<message>
<source>Service</source>
<translation>Service</translation>
</message>
<message>
<source>Set it in the template or in the values.</source>
<translation>请在模板或参数值中设置。</translation>
</message>
<message>
<source>Set it.</source>
<translation>请设置该项。</translation>
</message>
<message>
<source>Set the clock, then try again.</source>
<translation>校准时钟后重试。</translation>
</message>
<message>
<source>Shorten the longest texts of the plan, or deliver by hook, whose chart carries them.</source>
<translation>请缩短方案中最长的文本，或用 hook 方式交付，由其 Chart 携带这些文本。</translation>
</message>
<message>
<source>Shorten the values.</source>
<translation>请缩短参数值。</translation>
</message>
<message>
<source>Sign in to {host}.</source>
<translation>请登录 {host}。</translation>
</message>
<message>
<source>Small and current, on Docker Hub: out of reach of much of mainland China.</source>
<translation>小巧且较新，位于 Docker Hub：中国内地大多无法访问。</translation>
</message>
<message>
<source>So far, a stack shows one output.</source>
<translation>目前一个资源栈只显示一个输出。</translation>
</message>
<message>
<source>Somebody else changed an object at the same moment.</source>
<translation>其他人同时修改了某个对象。</translation>
</message>
<message>
<source>Somebody else in the cluster sets the same field: leave it out of the values, or have the other leave it alone.</source>
<translation>集群中另有管理者设置同一字段：请在参数值中去掉它，或让对方不再设置。</translation>
</message>
<message>
<source>Something went wrong that should not: {error}</source>
<translation>发生意外错误：{error}</translation>
</message>
<message>
<source>Start a new plan.</source>
<translation>请新建方案。</translation>
</message>
<message>
<source>Start it again whenever you like.</source>
<translation>可随时重新开始。</translation>
</message>
<message>
<source>Status</source>
<translation>状态</translation>
</message>
<message>
<source>Stopped on request.</source>
<translation>已按要求停止。</translation>
</message>
<message>
<source>Take it out of the folder, or name it in .helmignore.</source>
<translation>请将其移出目录，或列入 .helmignore。</translation>
</message>
<message>
<source>Take it out, or mend its indentation.</source>
<translation>请将其移除，或修正其缩进。</translation>
</message>
<message>
<source>Take it out.</source>
<translation>请将其移除。</translation>
</message>
<message>
<source>Take one of the dependencies in this circle out of its Chart.yaml.</source>
<translation>请从 Chart.yaml 中去掉此循环中的一个依赖。</translation>
</message>
<message>
<source>Take the file out of crds/.</source>
<translation>请将该文件移出 crds/。</translation>
</message>
<message>
<source>Tell the chart's author.</source>
<translation>请告知 Chart 的作者。</translation>
</message>
<message>
<source>The Helm behind ROS is of the 3.0 line: choose Hook chart in the step Delivery, or a version of the chart that does without {name}.</source>
<translation>ROS 使用的是 Helm 3.0 系列：请在“交付”步骤中选择“钩子 Chart”，或选择不使用 {name} 的 Chart 版本。</translation>
</message>
<message>
<source>The Helm of the Job's image does not know this flag: choose an image with a newer one in the step Delivery.</source>
<translation>Job 镜像中的 Helm 不支持此参数：请在“交付”步骤中选择 Helm 版本更新的镜像。</translation>
</message>
<message>
<source>The Helm of the Job's image is too old for this chart: choose an image with a newer one in the step Delivery, or a version of the chart that does without {name}.</source>
<translation>Job 镜像中的 Helm 对此 Chart 来说版本过旧：请在“交付”步骤中选择 Helm 版本更新的镜像，或选择不使用 {name} 的 Chart 版本。</translation>
</message>
<message>
<source>The Helm that installs, {helm}, cannot read it: {complaint}.</source>
<translation>负责安装的 Helm {helm} 无法读取它：{complaint}。</translation>
</message>
<message>
<source>The Helm that ran is too old for this chart. In a rehearsal that is this computer's, not that of the Job's image. Choose an image with a newer Helm, or a version of the chart that does without {name}.</source>
<translation>运行的 Helm 对此 Chart 来说版本过旧。演练时使用的是本机的 Helm，而不是 Job 镜像中的 Helm。请选择 Helm 版本更新的镜像，或选择不使用 {name} 的 Chart 版本。</translation>
</message>
<message>
<source>The Helm {helm} on this computer renders otherwise than the preview: {objects}.</source>
<translation>本机上的 Helm {helm} 渲染的结果与预览不同：{objects}。</translation>
</message>
<message>
<source>The Job lacks a right in the cluster: widen the rights of the Job in the step Delivery.</source>
<translation>Job 在集群中缺少权限：请在“交付”步骤中扩大 Job 的权限。</translation>
</message>
<message>
<source>The Job needs Helm {first} or newer, and the image holds {helm}.</source>
<translation>Job 需要 Helm {first} 或更新版本，而镜像中的是 {helm}。</translation>
</message>
<message>
<source>The Job that installs or upgrades, and signals ROS: a hook if it can end in time for one.</source>
<translation>执行安装或升级并向 ROS 发送信号的 Job；若能及时结束，则作为钩子。</translation>
</message>
<message>
<source>The Job that uninstalls when the stack is deleted.</source>
<translation>删除资源栈时执行卸载的 Job。</translation>
</message>
<message>
<source>The account and its region are fine.</source>
<translation>账号和地域检查通过。</translation>
</message>
<message>
<source>The account lacks a right on Alibaba Cloud: give the RAM user what is named.</source>
<translation>账号在阿里云上缺少权限：请为 RAM 用户授予消息中列出的权限。</translation>
</message>
<message>
<source>The address of a Service</source>
<translation>Service 的地址</translation>
</message>
<message>
<source>The alias *{name} is refused.</source>
<translation>不允许使用别名 *{name}。</translation>
</message>
<message>
<source>The anchor &amp;{name} is refused.</source>
<translation>不允许使用锚点 &amp;{name}。</translation>
</message>
<message>
<source>The certificate of the private CA cannot be read: {reason}.</source>
<translation>无法读取私有 CA 的证书：{reason}。</translation>
</message>
<message>
<source>The character U+{code} cannot stand in YAML.</source>
<translation>YAML 中不能出现字符 U+{code}。</translation>
</message>
<message>
<source>The chart</source>
<translation>该 Chart</translation>
</message>
<message>
<source>The chart archive is refused: {reason}.</source>
<translation>Chart 归档文件被拒绝：{reason}。</translation>
</message>
<message>
<source>The chart asks whether the cluster serves {names}; shown is what it renders if not.</source>
<translation>该 Chart 会查询集群是否提供 {names}；此处显示的是不提供时的渲染结果。</translation>
</message>
<message>
<source>The chart can be installed.</source>
<translation>Chart 可以安装。</translation>
</message>
<message>
<source>The chart depends on {missing}, which is not in its charts folder.</source>
<translation>Chart 依赖 {missing}，但 charts 目录中没有。</translation>
</message>
<message>
<source>The chart depends on {name}, which is not in its charts folder and has no repository.</source>
<translation>Chart 依赖 {name}，但 charts 目录中没有它，也没有写明仓库地址。</translation>
</message>
<message>
<source>The chart folder cannot be packed: {reason}.</source>
<translation>无法打包 Chart 目录：{reason}。</translation>
</message>
<message>
<source>The chart is made for other versions of Kubernetes: choose another of its versions.</source>
<translation>此 Chart 适用于其他 Kubernetes 版本：请选择它的其他版本。</translation>
</message>
<message>
<source>The chart itself as a Secret, when it travels in here.</source>
<translation>Chart 本身（随钩子 Chart 携带时），存为 Secret。</translation>
</message>
<message>
<source>The chart renders {kind} {name} more than once.</source>
<translation>这个 chart 多次渲染出 {kind} {name}。</translation>
</message>
<message>
<source>The chart requires Kubernetes {required}, not {version}.</source>
<translation>Chart 要求 Kubernetes {required}，而不是 {version}。</translation>
</message>
<message>
<source>The chart that is delivered.</source>
<translation>要交付的 Chart。</translation>
</message>
<message>
<source>The chart's default is a mapping, not a single value.</source>
<translation>Chart 的默认值是映射，不是单个值。</translation>
</message>
<message>
<source>The chart's defaults have no {name}.</source>
<translation>Chart 的默认值中没有 {name}。</translation>
</message>
<message>
<source>The chart's notes</source>
<translation>Chart 的安装说明（NOTES）</translation>
</message>
<message>
<source>The chart's schema does not allow it: {reason}.</source>
<translation>Chart 的 Schema 不允许：{reason}。</translation>
</message>
<message>
<source>The chart's schema excludes this value.</source>
<translation>Chart 的 Schema 不允许该值。</translation>
</message>
<message>
<source>The chart's schema has no such value.</source>
<translation>Chart 的 Schema 中没有该值。</translation>
</message>
<message>
<source>The chart's schema wants {keyword}: {wanted}.</source>
<translation>Chart 的 Schema 要求 {keyword}：{wanted}。</translation>
</message>
<message>
<source>The chart's values.schema.json cannot be used: {reason}.</source>
<translation>Chart 的 values.schema.json 无法使用：{reason}。</translation>
</message>
<message>
<source>The cluster and the namespace are fine.</source>
<translation>集群和命名空间检查通过。</translation>
</message>
<message>
<source>The cluster cannot pull an image: copy it to a registry it reaches, and name that; or give the namespace the registry's login.</source>
<translation>集群无法拉取镜像：请将其复制到集群可访问的镜像仓库并使用该地址，或为命名空间配置镜像仓库的登录信息。</translation>
</message>
<message>
<source>The cluster does not know a kind of object: install what brings it first, switch off the part of the chart that needs it, or choose a chart version for this Kubernetes.</source>
<translation>集群不认识某种对象类型：请先安装提供该类型的组件，关闭 Chart 中需要它的部分，或选择适合此 Kubernetes 的 Chart 版本。</translation>
</message>
<message>
<source>The cluster knows no kind {kind} of {version}: install what brings it first, switch off the part of the chart that needs it, or choose a chart version for this Kubernetes.</source>
<translation>集群中没有 {version} 的类型 {kind}：请先安装提供该类型的组件，关闭 Chart 中需要它的部分，或选择适合此 Kubernetes 的 Chart 版本。</translation>
</message>
<message>
<source>The cluster of {cluster} does not answer: {message}.</source>
<translation>{cluster} 的集群没有响应：{message}。</translation>
</message>
<message>
<source>The cluster {cluster} cannot be looked into: {message}</source>
<translation>无法查看集群 {cluster}：{message}</translation>
</message>
<message>
<source>The cluster's API does not answer: see that the cluster runs.</source>
<translation>集群的 API 没有响应：请确认集群正在运行。</translation>
</message>
<message>
<source>The cluster's API server cannot be read: {reason}.</source>
<translation>无法读取集群的 API Server：{reason}。</translation>
</message>
<message>
<source>The cluster's version is not known: {reason}</source>
<translation>不清楚集群的版本：{reason}</translation>
</message>
<message>
<source>The dependency {name} has no version.</source>
<translation>依赖 {name} 没有写明版本。</translation>
</message>
<message>
<source>The dependency {name} is in {repository}, a name that Helm alone knows.</source>
<translation>依赖 {name} 位于 {repository}，这个名称只有 Helm 自己知道。</translation>
</message>
<message>
<source>The dependency {name} is in {repository}, which cannot be fetched from.</source>
<translation>依赖 {name} 位于 {repository}，无法从该处获取。</translation>
</message>
<message>
<source>The dependency {name} lies beside the chart's own folder ({repository}).</source>
<translation>依赖 {name} 位于 Chart 自身目录之外（{repository}）。</translation>
</message>
<message>
<source>The dependency {name} of {chart} cannot be fetched. {reason}</source>
<translation>无法获取 {chart} 的依赖 {name}。{reason}</translation>
</message>
<message>
<source>The environment's {variable} cannot be used: {reason}.</source>
<translation>环境变量 {variable} 无法使用：{reason}。</translation>
</message>
<message>
<source>The environment's {variable} is a SOCKS proxy, which takes a package to talk to.</source>
<translation>环境变量 {variable} 是 SOCKS 代理，需要另装软件包才能使用。</translation>
</message>
<message>
<source>The environment's {variable} is no address of a proxy.</source>
<translation>环境变量 {variable} 不是代理地址。</translation>
</message>
<message>
<source>The field {name} is missing.</source>
<translation>缺少字段 {name}。</translation>
</message>
<message>
<source>The field {name} stands here a second time.</source>
<translation>字段 {name} 在此重复出现。</translation>
</message>
<message>
<source>The field {path} is missing.</source>
<translation>缺少字段 {path}。</translation>
</message>
<message>
<source>The file</source>
<translation>该文件</translation>
</message>
<message>
<source>The form needs YAML that can be read; line {line} cannot.</source>
<translation>表单需要可解析的 YAML；第 {line} 行无法解析。</translation>
</message>
<message>
<source>The history at {path} cannot be used: {message}.</source>
<translation>无法使用 {path} 处的历史记录：{message}。</translation>
</message>
<message>
<source>The history at {path} was written by a newer ChartNest.</source>
<translation>{path} 处的历史记录由更新版本的 ChartNest 写入。</translation>
</message>
<message>
<source>The image's Helm is not known, and versions of Helm merge the nulls among these values differently: what is installed may differ from the preview.</source>
<translation>镜像中的 Helm 版本未知，而各版本 Helm 合并这些值中 null 的方式不同：安装的结果可能与预览不一致。</translation>
</message>
<message>
<source>The image's Helm is not known; one before {first} cannot read this: {complaint}.</source>
<translation>镜像中的 Helm 版本未知；早于 {first} 的版本无法读取此处：{complaint}。</translation>
</message>
<message>
<source>The image's Helm is not known; one before {first} cannot talk http to a registry.</source>
<translation>镜像中的 Helm 版本未知；早于 {first} 的版本无法用 http 访问仓库。</translation>
</message>
<message>
<source>The image's Helm is not known; one before {first} refuses these values by a schema.</source>
<translation>镜像中的 Helm 版本未知；早于 {first} 的版本会因 schema 拒绝这些值。</translation>
</message>
<message>
<source>The image's Helm {helm} cannot talk http to a registry.</source>
<translation>镜像中的 Helm {helm} 无法用 http 访问仓库。</translation>
</message>
<message>
<source>The key {key} is there twice.</source>
<translation>键 {key} 重复出现。</translation>
</message>
<message>
<source>The kubeconfig cannot be used: {reason}.</source>
<translation>无法使用该 kubeconfig：{reason}。</translation>
</message>
<message>
<source>The launch needs a value for {name}.</source>
<translation>部署需要 {name} 的值。</translation>
</message>
<message>
<source>The launch needs the secret {secret}.</source>
<translation>部署需要敏感值 {secret}。</translation>
</message>
<message>
<source>The lock file ({lock}) is out of sync with {file}.</source>
<translation>锁定文件（{lock}）与 {file} 不一致。</translation>
</message>
<message>
<source>The method direct runs no Job, so this has no effect.</source>
<translation>direct 方式不运行 Job，此项不起作用。</translation>
</message>
<message>
<source>The names and labels that all objects share.</source>
<translation>所有对象共用的名称和标签。</translation>
</message>
<message>
<source>The namespace admits no such pods: set the security contexts that it asks for in the values, or choose another namespace.</source>
<translation>命名空间不允许这样的 Pod：请在参数值中设置它要求的安全上下文，或换一个命名空间。</translation>
</message>
<message>
<source>The namespace is being deleted: wait until it is gone, or choose another.</source>
<translation>命名空间正在删除：请等待删除完成，或换一个命名空间。</translation>
</message>
<message>
<source>The object has no {field}.</source>
<translation>该对象没有 {field}。</translation>
</message>
<message>
<source>The plan cannot be written: {reason}.</source>
<translation>无法写入方案：{reason}。</translation>
</message>
<message>
<source>The plan does not say where the cluster can fetch {filename}.</source>
<translation>方案未说明集群从哪里获取 {filename}。</translation>
</message>
<message>
<source>The plan is not at fault.</source>
<translation>方案本身没有问题。</translation>
</message>
<message>
<source>The plan is written for another version.</source>
<translation>该方案是为其他版本编写的。</translation>
</message>
<message>
<source>The pod of both Jobs: unprivileged, with the settings as files.</source>
<translation>两个 Job 共用的 Pod：无特权，设置以文件挂载。</translation>
</message>
<message>
<source>The rehearsal did not take {filename}: {message}</source>
<translation>预演未接收 {filename}：{message}</translation>
</message>
<message>
<source>The rehearsal server did not start: {reason}</source>
<translation>预演服务未能启动：{reason}</translation>
</message>
<message>
<source>The release may be fine: mend the output in the step Delivery.</source>
<translation>Release 可能一切正常：请在“交付”步骤中修正输出。</translation>
</message>
<message>
<source>The release was never installed whole, so that there is nothing to upgrade: `helm uninstall` clears away what is there.</source>
<translation>该 Release 从未完整安装，因此无法升级：请用 `helm uninstall` 清除现有内容。</translation>
</message>
<message>
<source>The release {release} of this cluster belongs to {other} ({status}).</source>
<translation>该集群的 Release {release} 属于 {other}（{status}）。</translation>
</message>
<message>
<source>The rendered text is no Kubernetes object.</source>
<translation>渲染出的文本不是 Kubernetes 对象。</translation>
</message>
<message>
<source>The rendered text is no YAML: {reason} in its line {line}.</source>
<translation>渲染出的文本不是有效的 YAML：{reason}，位于第 {line} 行。</translation>
</message>
<message>
<source>The rendered text is no YAML: {reason}.</source>
<translation>渲染出的文本不是有效的 YAML：{reason}。</translation>
</message>
<message>
<source>The rendered text is not UTF-8: {reason}.</source>
<translation>渲染出的文本不是 UTF-8：{reason}。</translation>
</message>
<message>
<source>The same Job without a hook chart: nothing has to be hosted.</source>
<translation>使用相同的 Job，但没有钩子 Chart，无需托管任何内容。</translation>
</message>
<message>
<source>The schema cannot be used: {reason}.</source>
<translation>该 Schema 无法使用：{reason}。</translation>
</message>
<message>
<source>The schema of the subchart {name} does not allow it: {reason}.</source>
<translation>子 Chart {name} 的 Schema 不允许：{reason}。</translation>
</message>
<message>
<source>The schema refers to {address}, which is not in it: Helm would fetch that from wherever it runs, and ChartNest fetches nothing that a chart names.</source>
<translation>该 Schema 引用了它之外的 {address}：Helm 会在它运行的地方去获取，而 ChartNest 不会获取 Chart 所指的任何内容。</translation>
</message>
<message>
<source>The scope “existing” and the field serviceAccount belong together.</source>
<translation>范围 “existing” 须与字段 serviceAccount 一起使用。</translation>
</message>
<message>
<source>The scope “rules” and the field rules belong together.</source>
<translation>范围 “rules” 须与字段 rules 一起使用。</translation>
</message>
<message>
<source>The script, as a ConfigMap that both Jobs mount.</source>
<translation>脚本，以两个 Job 都挂载的 ConfigMap 保存。</translation>
</message>
<message>
<source>The script: all that happens inside the cluster, top to bottom.</source>
<translation>脚本：集群内发生的一切，从头到尾。</translation>
</message>
<message>
<source>The secret of the account {name} is no longer in {place}.</source>
<translation>凭证 {name} 的密钥已不在 {place} 中。</translation>
</message>
<message>
<source>The secret {path} is written into the values.</source>
<translation>参数值中写入了敏感值 {path}。</translation>
</message>
<message>
<source>The secrets of the account {name} are in a keyring that cannot be reached from here.</source>
<translation>账号 {name} 的机密在此处无法访问的密钥环中。</translation>
</message>
<message>
<source>The stack is already as the plan wants it.</source>
<translation>资源栈已与方案一致。</translation>
</message>
<message>
<source>The stack is busy: {message}</source>
<translation>资源栈正忙：{message}</translation>
</message>
<message>
<source>The stack of {name} was never created.</source>
<translation>{name} 的资源栈从未创建。</translation>
</message>
<message>
<source>The state file {path} cannot be used: {message}.</source>
<translation>无法使用状态文件 {path}：{message}。</translation>
</message>
<message>
<source>The state file {path} is in use by another rehearsal server.</source>
<translation>状态文件 {path} 正被另一个预演服务使用。</translation>
</message>
<message>
<source>The tag {tag} has no meaning in a plan.</source>
<translation>标签 {tag} 在方案中没有意义。</translation>
</message>
<message>
<source>The tag {tag} is refused.</source>
<translation>不允许使用标签 {tag}。</translation>
</message>
<message>
<source>The tag {tag} of {place} is no longer that of {digest}.</source>
<translation>{place} 的标签 {tag} 已不再指向 {digest}。</translation>
</message>
<message>
<source>The template can be made and fits the limits of ROS.</source>
<translation>模板可以生成，且未超出 ROS 的限制。</translation>
</message>
<message>
<source>The template has {count} parameters; ROS takes {limit}.</source>
<translation>模板有 {count} 个参数；ROS 最多接受 {limit} 个。</translation>
</message>
<message>
<source>The template has {size} bytes; ROS takes {limit}.</source>
<translation>模板有 {size} 字节；ROS 最多接受 {limit} 字节。</translation>
</message>
<message>
<source>The template {name} does not read back as it was meant.</source>
<translation>模板 {name} 重新读取的结果与预期不符。</translation>
</message>
<message>
<source>The value {name} looks like a secret.</source>
<translation>参数值 {name} 看起来是敏感值。</translation>
</message>
<message>
<source>The values are no YAML: {reason}.</source>
<translation>参数值不是有效的 YAML：{reason}。</translation>
</message>
<message>
<source>The values are no mapping of names to values.</source>
<translation>参数值不是名称到值的映射。</translation>
</message>
<message>
<source>The values are not one text.</source>
<translation>参数值不是一段文本。</translation>
</message>
<message>
<source>The values fit, and the cluster takes what is rendered.</source>
<translation>参数值有效，渲染结果可被集群接受。</translation>
</message>
<message>
<source>The values have {size} bytes; the limit is {limit}.</source>
<translation>参数值有 {size} 字节；上限为 {limit}。</translation>
</message>
<message>
<source>The values hold a NUL character.</source>
<translation>参数值中含有 NUL 字符。</translation>
</message>
<message>
<source>The values hold half a character.</source>
<translation>参数值中含有不完整的字符。</translation>
</message>
<message>
<source>The values hold several documents; Helm reads only one.</source>
<translation>参数值包含多个文档；Helm 只读取一个。</translation>
</message>
<message>
<source>The values hold what looks like a private key or an AccessKey.</source>
<translation>参数值中有疑似私钥或 AccessKey 的内容。</translation>
</message>
<message>
<source>The values nest more than {depth} deep.</source>
<translation>参数值嵌套超过 {depth} 层。</translation>
</message>
<message>
<source>Then launch the plan again.</source>
<translation>然后重新部署方案。</translation>
</message>
<message>
<source>Then press Delete again, or Delete the rest, which leaves alone what cannot go.</source>
<translation>然后再次点击“删除”，或点击“删除其余资源”以保留无法删除的资源。</translation>
</message>
<message>
<source>Then press Retry.</source>
<translation>然后点击“重试”。</translation>
</message>
<message>
<source>Then press Retry; or, when the plan has changed, delete this stack and launch again.</source>
<translation>然后点击“重试”；如果方案已更改，请删除此资源栈并重新部署。</translation>
</message>
<message>
<source>Then press Update, with the plan open.</source>
<translation>然后打开方案并点击“更新”。</translation>
</message>
<message>
<source>There is no Job that could run an output command.</source>
<translation>没有可执行输出命令的 Job。</translation>
</message>
<message>
<source>There is no field {name}.</source>
<translation>没有字段 {name}。</translation>
</message>
<message>
<source>There is no local copy of the chart yet.</source>
<translation>还没有该 Chart 的本地副本。</translation>
</message>
<message>
<source>There will be no output: ROS cannot read the notes of a release.</source>
<translation>不会有输出：ROS 无法读取 Release 的安装说明（NOTES）。</translation>
</message>
<message>
<source>This computer has no Helm engine that ChartNest can use.</source>
<translation>本机没有 ChartNest 可用的 Helm 引擎。</translation>
</message>
<message>
<source>This computer offers no keyring: secrets are kept only until this session ends.</source>
<translation>本机没有系统密钥环：密钥仅保留到本次会话结束。</translation>
</message>
<message>
<source>This is no ROS template: {reason}</source>
<translation>这不是 ROS 模板：{reason}</translation>
</message>
<message>
<source>This is no release name.</source>
<translation>这不是有效的 Release 名称。</translation>
</message>
<message>
<source>This is not YAML: {details}.</source>
<translation>这不是有效的 YAML：{details}。</translation>
</message>
<message>
<source>This is not a duration.</source>
<translation>这不是有效的时长。</translation>
</message>
<message>
<source>This is read as a number or a truth value, and text is wanted.</source>
<translation>这会被读作数字或布尔值，而此处需要文本。</translation>
</message>
<message>
<source>This version delivers into clusters that exist.</source>
<translation>该版本只能交付到已有集群。</translation>
</message>
<message>
<source>Try again in a minute.</source>
<translation>请一分钟后重试。</translation>
</message>
<message>
<source>Try again; close other programs if this computer is short of memory.</source>
<translation>请重试；如果这台电脑内存不足，请关闭其他程序。</translation>
</message>
<message>
<source>Try again; if it stays, report it.</source>
<translation>请重试；如仍出现，请反馈。</translation>
</message>
<message>
<source>Type it in.</source>
<translation>请填写。</translation>
</message>
<message>
<source>Unlock it and try again.</source>
<translation>请解锁后重试。</translation>
</message>
<message>
<source>Update it, with its plan open.</source>
<translation>请打开其方案并更新。</translation>
</message>
<message>
<source>Uploading the hook chart</source>
<translation>正在上传 Hook Chart</translation>
</message>
<message>
<source>Use 1 to 64 letters, digits, dots, dashes and underscores; begin with a letter.</source>
<translation>使用 1 至 64 个字母、数字、点、短横线和下划线，以字母开头。</translation>
</message>
<message>
<source>Use 3 to 63 of a-z, 0-9 and -, as OSS names buckets.</source>
<translation>使用 3 至 63 个 a-z、0-9 和 -，这是 OSS 的 Bucket 命名规则。</translation>
</message>
<message>
<source>Use a label's name, e.g. disktype.</source>
<translation>请使用标签名，例如 disktype。</translation>
</message>
<message>
<source>Use a-z, 0-9 and -, beginning and ending with a letter or digit; at most 63.</source>
<translation>使用 a-z、0-9 和 -，以字母或数字开头和结尾；最多 63 个字符。</translation>
</message>
<message>
<source>Use a-z, 0-9, - and ., beginning and ending with a letter or digit; at most 253.</source>
<translation>使用 a-z、0-9、- 和 .，以字母或数字开头和结尾；最多 253 个字符。</translation>
</message>
<message>
<source>Use a-z, 0-9, - and ., beginning and ending with a letter or digit; at most 53.</source>
<translation>使用 a-z、0-9、- 和 .，以字母或数字开头和结尾；最多 53 个字符。</translation>
</message>
<message>
<source>Use https:// if you can.</source>
<translation>尽可能使用 https://。</translation>
</message>
<message>
<source>Use letters, digits, -, _ and .; at most 63.</source>
<translation>使用字母、数字、-、_ 和 .；最多 63 个字符。</translation>
</message>
<message>
<source>Use letters, digits, ., _, - and /, without a leading / and without ..</source>
<translation>使用字母、数字、.、_、- 和 /，不能以 / 开头，也不能包含 ..。</translation>
</message>
<message>
<source>Use text, numbers, true, false, lists and mappings.</source>
<translation>请使用文本、数字、true、false、列表和映射。</translation>
</message>
<message>
<source>Use that version, or set CHARTNEST_HOME to another folder.</source>
<translation>请使用那个版本，或将 CHARTNEST_HOME 设为其他目录。</translation>
</message>
<message>
<source>Use the download address of the file itself, and sign in if the server asks for it.</source>
<translation>请使用文件本身的下载地址；如服务器要求，请登录。</translation>
</message>
<message>
<source>Use the one that is running, or end it.</source>
<translation>请使用正在运行的演练，或结束它。</translation>
</message>
<message>
<source>Use {replacement}.</source>
<translation>请使用 {replacement}。</translation>
</message>
<message>
<source>Values</source>
<translation>参数值</translation>
</message>
<message>
<source>Wait a minute; at most 100 calls a minute are allowed to one account.</source>
<translation>请稍候一分钟；每个账号每分钟最多调用 100 次。</translation>
</message>
<message>
<source>Wait until it has ended.</source>
<translation>请等待其结束。</translation>
</message>
<message>
<source>Wait until the operation ends, or cancel it.</source>
<translation>请等待操作结束，或将其取消。</translation>
</message>
<message>
<source>Wait until what goes on has ended.</source>
<translation>请等待当前操作结束。</translation>
</message>
<message>
<source>What Helm has to keep of the release is too large for a Secret: take large files out of the chart, or long texts out of the values.</source>
<translation>Helm 需要保存的 Release 内容超过了保密字典的上限：请移除 Chart 中的大文件或参数值中的长文本。</translation>
</message>
<message>
<source>What a command prints</source>
<translation>命令的输出</translation>
</message>
<message>
<source>What each setting must look like; Helm refuses anything else.</source>
<translation>每项设置应有的格式；其他内容会被 Helm 拒绝。</translation>
</message>
<message>
<source>What the chart writes of .Capabilities.KubeVersion may look otherwise there.</source>
<translation>该 Chart 写出的 .Capabilities.KubeVersion 在集群中可能不同。</translation>
</message>
<message>
<source>What this chart is; its version carries the hash of all files.</source>
<translation>该 Chart 的说明；其版本号包含所有文件的哈希。</translation>
</message>
<message>
<source>Where to look when something goes wrong.</source>
<translation>出错时应查看的位置。</translation>
</message>
<message>
<source>Which Helm installs the chart is not known: {image}.</source>
<translation>不清楚由哪个版本的 Helm 安装该 Chart：{image}。</translation>
</message>
<message>
<source>Who the Jobs are, and what they may do in the cluster.</source>
<translation>Job 的身份，以及它们在集群中的权限。</translation>
</message>
<message>
<source>With the method direct there is no Job that could do this.</source>
<translation>direct 方式没有可完成此操作的 Job。</translation>
</message>
<message>
<source>Write HOST/NAME:TAG or HOST/NAME@sha256:DIGEST.</source>
<translation>请填写 HOST/NAME:TAG 或 HOST/NAME@sha256:DIGEST。</translation>
</message>
<message>
<source>Write `id: …` or `parameter: true` instead.</source>
<translation>请改写为 `id: …` 或 `parameter: true`。</translation>
</message>
<message>
<source>Write `name: value`.</source>
<translation>请写成 `name: value`。</translation>
</message>
<message>
<source>Write `name: value`; quote text that begins with a brace or bracket.</source>
<translation>请写成 `name: value`；以花括号或方括号开头的文本请加引号。</translation>
</message>
<message>
<source>Write `values: |` and indent the values document below it.</source>
<translation>请写 `values: |`，并将参数值文档缩进写在下方。</translation>
</message>
<message>
<source>Write a JSONPath such as .status.loadBalancer.ingress[0].ip.</source>
<translation>请填写 JSONPath，例如 .status.loadBalancer.ingress[0].ip。</translation>
</message>
<message>
<source>Write a POSIX shell command.</source>
<translation>请填写 POSIX shell 命令。</translation>
</message>
<message>
<source>Write a folder or .tgz, an http(s) address, oci://HOST/PATH/NAME:VERSION, or REPOSITORY-ADDRESS NAME VERSION.</source>
<translation>请填写目录或 .tgz、http(s) 地址、oci://HOST/PATH/NAME:VERSION，或“仓库地址 名称 版本”。</translation>
</message>
<message>
<source>Write a folder or a .tgz file, relative to the plan's own folder.</source>
<translation>请填写目录或 .tgz 文件，路径相对于方案所在目录。</translation>
</message>
<message>
<source>Write a name.</source>
<translation>请填写名称。</translation>
</message>
<message>
<source>Write a region's id, such as cn-hangzhou or ap-southeast-1.</source>
<translation>请填写地域 ID，例如 cn-hangzhou 或 ap-southeast-1。</translation>
</message>
<message>
<source>Write a version such as 1.2.3, or a range such as ^1.2 or &gt;=1.2, &lt;2.</source>
<translation>请填写版本（如 1.2.3）或版本范围（如 ^1.2 或 &gt;=1.2, &lt;2）。</translation>
</message>
<message>
<source>Write a version such as 1.2.3, or a range such as ^1.2, into {file}.</source>
<translation>请在 {file} 中填写版本（如 1.2.3）或版本范围（如 ^1.2）。</translation>
</message>
<message>
<source>Write a version such as 1.4.2 or a range such as ^1.4.</source>
<translation>请填写版本（如 1.4.2）或版本范围（如 ^1.4）。</translation>
</message>
<message>
<source>Write an address such as https://example.com/charts.</source>
<translation>请填写地址，例如 https://example.com/charts。</translation>
</message>
<message>
<source>Write an address that begins with https://, oci:// or file:// into {file}.</source>
<translation>请在 {file} 中填写以 https://、oci:// 或 file:// 开头的地址。</translation>
</message>
<message>
<source>Write an address that begins with https://.</source>
<translation>请填写以 https:// 开头的地址。</translation>
</message>
<message>
<source>Write both, or neither.</source>
<translation>两者都填，或都不填。</translation>
</message>
<message>
<source>Write digits alone, after a minus sign if need be, and without leading zeros; what shall keep them is of type string.</source>
<translation>只写数字（必要时前加负号），不要前导零；需要保留前导零的值请用 string 类型。</translation>
</message>
<message>
<source>Write hosts with commas between them, e.g. 10.0.0.0/8,.svc.</source>
<translation>请填写主机，以英文逗号分隔，例如 10.0.0.0/8,.svc。</translation>
</message>
<message>
<source>Write it anew with Helm, or delete it to take the newest versions {file} allows.</source>
<translation>请用 Helm 重新生成，或删除它以采用 {file} 所允许的最新版本。</translation>
</message>
<message>
<source>Write it like 1.30 or v1.30.1-aliyun.1.</source>
<translation>请写成 1.30 或 v1.30.1-aliyun.1 的形式。</translation>
</message>
<message>
<source>Write it like http://proxy.example.com:3128, or unset it; NO_PROXY names hosts that go without one.</source>
<translation>请写成 http://proxy.example.com:3128 的形式，或取消该设置；NO_PROXY 列出不走代理的主机。</translation>
</message>
<message>
<source>Write it without **; a [ needs its ], and \ something after it.</source>
<translation>请不要使用 **；[ 要有配对的 ]，\ 之后要有字符。</translation>
</message>
<message>
<source>Write it without tabs, and characters as they are: Helm reads it as YAML.</source>
<translation>不要用制表符，字符按原样书写：Helm 按 YAML 读取。</translation>
</message>
<message>
<source>Write oci://HOST/PATH/NAME in lower case, and the tag in the field version.</source>
<translation>oci://HOST/PATH/NAME 请用小写，标签填在 version 字段中。</translation>
</message>
<message>
<source>Write one of these fields below it.</source>
<translation>请在其下填写以下字段之一。</translation>
</message>
<message>
<source>Write seconds, or 10m, or 1h30m.</source>
<translation>请填写秒数，或 10m、1h30m 的形式。</translation>
</message>
<message>
<source>Write the 64 hexadecimal digits of the archive's sum.</source>
<translation>请填写归档文件摘要的 64 位十六进制数字。</translation>
</message>
<message>
<source>Write the chart's name as the repository lists it.</source>
<translation>请填写仓库中列出的 Chart 名称。</translation>
</message>
<message>
<source>Write the key as it stands in the Secret's data.</source>
<translation>请填写 Secret 的 data 中的键。</translation>
</message>
<message>
<source>Write the kind as in a manifest, e.g. Service.</source>
<translation>请填写清单中的 kind，例如 Service。</translation>
</message>
<message>
<source>Write the login name alone, on one line.</source>
<translation>请只填写登录名，写在一行内。</translation>
</message>
<message>
<source>Write the merged values out.</source>
<translation>请写出合并后的值。</translation>
</message>
<message>
<source>Write the number out, without an exponent.</source>
<translation>请写出完整数字，不用指数。</translation>
</message>
<message>
<source>Write the path with dots, e.g. auth.password or env[0].value.</source>
<translation>请用点号书写路径，例如 auth.password 或 env[0].value。</translation>
</message>
<message>
<source>Write the repository's own address (https://… or oci://…) into {file}.</source>
<translation>请在 {file} 中填写仓库本身的地址（https://… 或 oci://…）。</translation>
</message>
<message>
<source>Write the value out in both places.</source>
<translation>请在两处都写出该值。</translation>
</message>
<message>
<source>Write the value out in each place.</source>
<translation>请在各处都写出该值。</translation>
</message>
<message>
<source>Write the value out.</source>
<translation>请写出该值。</translation>
</message>
<message>
<source>Write the version as in a manifest, e.g. apps/v1.</source>
<translation>请填写清单中的版本，例如 apps/v1。</translation>
</message>
<message>
<source>Write the version that `helm version` in the image tells, such as 3.17.3, or unknown.</source>
<translation>请填写镜像中 `helm version` 显示的版本，例如 3.17.3，或 unknown。</translation>
</message>
<message>
<source>Write what this field takes.</source>
<translation>请填写此字段接受的内容。</translation>
</message>
<message>
<source>Write {bound} or less.</source>
<translation>请填写不大于 {bound} 的值。</translation>
</message>
<message>
<source>Write {bound} or more.</source>
<translation>请填写不小于 {bound} 的值。</translation>
</message>
<message>
<source>Write {expected}.</source>
<translation>请填写{expected}。</translation>
</message>
<message>
<source>Write {kind} here.</source>
<translation>请在此填写{kind}。</translation>
</message>
<message>
<source>Write {version}.</source>
<translation>请写 {version}。</translation>
</message>
<message>
<source>Write {{{{ computenest::helmchart::NAME }}}}, with these spaces.</source>
<translation>请写成 {{{{ computenest::helmchart::NAME }}}}，保留其中的空格。</translation>
</message>
<message>
<source>a JSONPath</source>
<translation>有效的 JSONPath</translation>
</message>
<message>
<source>a SHA-256 sum</source>
<translation>有效的 SHA-256 校验和</translation>
</message>
<message>
<source>a Secret's key</source>
<translation>有效的 Secret 键</translation>
</message>
<message>
<source>a bucket name OSS takes</source>
<translation> OSS 接受的 Bucket 名称</translation>
</message>
<message>
<source>a certificate in it is broken ({error})</source>
<translation>其中的证书已损坏（{error}）</translation>
</message>
<message>
<source>a chart name</source>
<translation>有效的 Chart 名称</translation>
</message>
<message>
<source>a cluster id</source>
<translation>有效的集群 ID</translation>
</message>
<message>
<source>a command</source>
<translation>有效的命令</translation>
</message>
<message>
<source>a kind of object</source>
<translation>有效的对象类型</translation>
</message>
<message>
<source>a label's name</source>
<translation>有效的标签名</translation>
</message>
<message>
<source>a label's value</source>
<translation>有效的标签值</translation>
</message>
<message>
<source>a list</source>
<translation>列表</translation>
</message>
<message>
<source>a list of hosts</source>
<translation>有效的主机列表</translation>
</message>
<message>
<source>a login name</source>
<translation>有效的登录名</translation>
</message>
<message>
<source>a mapping of fields</source>
<translation>字段的映射</translation>
</message>
<message>
<source>a namespace Kubernetes takes</source>
<translation> Kubernetes 接受的命名空间</translation>
</message>
<message>
<source>a number</source>
<translation>数字</translation>
</message>
<message>
<source>a path</source>
<translation>有效的路径</translation>
</message>
<message>
<source>a placeholder needs a local copy to preview it by; write both into the plan</source>
<translation>占位符需要本地副本才能预览；请在方案中同时填写两者</translation>
</message>
<message>
<source>a placeholder of Compute Nest</source>
<translation>计算巢的占位符</translation>
</message>
<message>
<source>a prefix for objects in a bucket</source>
<translation>有效的 Bucket 对象前缀</translation>
</message>
<message>
<source>a profile name</source>
<translation>有效的配置名称</translation>
</message>
<message>
<source>a region</source>
<translation>有效的地域</translation>
</message>
<message>
<source>a release name Helm takes</source>
<translation> Helm 接受的 Release 名称</translation>
</message>
<message>
<source>a role's ARN</source>
<translation>有效的角色 ARN</translation>
</message>
<message>
<source>a stack name ROS takes</source>
<translation> ROS 接受的资源栈名称</translation>
</message>
<message>
<source>a version</source>
<translation>有效的版本</translation>
</message>
<message>
<source>a version of Helm</source>
<translation>Helm 版本</translation>
</message>
<message>
<source>a whole number</source>
<translation>整数</translation>
</message>
<message>
<source>an API version</source>
<translation>有效的 API 版本</translation>
</message>
<message>
<source>an OCI address is oci://HOST/PATH/NAME in lower case, its tag is the version</source>
<translation>OCI 地址应为小写的 oci://HOST/PATH/NAME，标签即版本</translation>
</message>
<message>
<source>an OCI reference</source>
<translation>有效的 OCI 引用</translation>
</message>
<message>
<source>an address</source>
<translation>有效的地址</translation>
</message>
<message>
<source>an image reference</source>
<translation>有效的镜像引用</translation>
</message>
<message>
<source>an object name Kubernetes takes</source>
<translation> Kubernetes 接受的对象名称</translation>
</message>
<message>
<source>an output's name</source>
<translation>输出名称</translation>
</message>
<message>
<source>any release</source>
<translation>任一正式版本</translation>
</message>
<message>
<source>built in {version} · {namespace}</source>
<translation>内置 {version} · {namespace}</translation>
</message>
<message>
<source>chart archive</source>
<translation> Chart 归档文件</translation>
</message>
<message>
<source>chart manifest</source>
<translation> Chart 清单</translation>
</message>
<message>
<source>chart's description</source>
<translation>Chart 的说明</translation>
</message>
<message>
<source>defaults</source>
<translation>默认值</translation>
</message>
<message>
<source>gives {name} the alias {alias}, which Helm refuses</source>
<translation>给 {name} 起了别名 {alias}，Helm 不接受</translation>
</message>
<message>
<source>has a dependency without a name</source>
<translation>有一项依赖没有名称</translation>
</message>
<message>
<source>has an empty entry among its dependencies</source>
<translation>的依赖中有空条目</translation>
</message>
<message>
<source>has an empty entry among its maintainers</source>
<translation>的维护者中有空条目</translation>
</message>
<message>
<source>has another apiVersion than v1 or v2</source>
<translation>的 apiVersion 不是 v1 或 v2</translation>
</message>
<message>
<source>has another type than application or library</source>
<translation>的 type 不是 application 或 library</translation>
</message>
<message>
<source>has no usable name</source>
<translation>没有可用的名称</translation>
</message>
<message>
<source>has no version like 1.2.3</source>
<translation>没有形如 1.2.3 的版本</translation>
</message>
<message>
<source>has two dependencies called {name}</source>
<translation>有两项依赖都叫 {name}</translation>
</message>
<message>
<source>in its {path}, {reason}</source>
<translation>在它的 {path} 中，{reason}</translation>
</message>
<message>
<source>incomplete UTF-8 octet sequence</source>
<translation>UTF-8 字节序列不完整</translation>
</message>
<message>
<source>invalid UTF-8, from a file or a value that it takes in</source>
<translation>来自所引入的文件或值的无效 UTF-8</translation>
</message>
<message>
<source>invalid leading UTF-8 octet</source>
<translation>无效的 UTF-8 起始字节</translation>
</message>
<message>
<source>invalid trailing UTF-8 octet</source>
<translation>无效的 UTF-8 后续字节</translation>
</message>
<message>
<source>it answers {status}</source>
<translation>返回状态码 {status}</translation>
</message>
<message>
<source>it asks to sign in without encryption</source>
<translation>它要求以未加密的方式登录</translation>
</message>
<message>
<source>it asks to sign in, but names no realm to get a token from</source>
<translation>它要求登录，却没有给出获取令牌的地址</translation>
</message>
<message>
<source>it does not answer in JSON</source>
<translation>它的应答不是 JSON</translation>
</message>
<message>
<source>it does not say why</source>
<translation>未说明原因</translation>
</message>
<message>
<source>it gives no token</source>
<translation>它没有给出令牌</translation>
</message>
<message>
<source>it has no contexts</source>
<translation>没有上下文</translation>
</message>
<message>
<source>it has no host</source>
<translation>没有主机名</translation>
</message>
<message>
<source>it has no name</source>
<translation>没有名称</translation>
</message>
<message>
<source>it holds Chart.yaml twice, and {left_out} in the first one only</source>
<translation>其中有两个 Chart.yaml，而 {left_out} 只在第一个里</translation>
</message>
<message>
<source>it holds a login; give the user name apart, the password is asked for</source>
<translation>含有登录信息；请单独填写用户名，密码会另行询问</translation>
</message>
<message>
<source>it holds an address that is none</source>
<translation>其中含有无效地址</translation>
</message>
<message>
<source>it holds more than {limit_files} files</source>
<translation>文件数超过 {limit_files} 个</translation>
</message>
<message>
<source>it holds no Chart.yaml</source>
<translation>其中没有 Chart.yaml</translation>
</message>
<message>
<source>it holds no list of profiles</source>
<translation>其中没有配置列表</translation>
</message>
<message>
<source>it is a tar archive that is not compressed with gzip</source>
<translation>它是未用 gzip 压缩的 tar 归档</translation>
</message>
<message>
<source>it is a zip archive</source>
<translation>它是 zip 归档</translation>
</message>
<message>
<source>it is another kind of artifact</source>
<translation>这是其他类型的制品</translation>
</message>
<message>
<source>it is compressed with bzip2, not with gzip</source>
<translation>它用 bzip2 压缩，而不是 gzip</translation>
</message>
<message>
<source>it is compressed with xz, not with gzip</source>
<translation>它用 xz 压缩，而不是 gzip</translation>
</message>
<message>
<source>it is compressed with zstd, not with gzip</source>
<translation>它用 zstd 压缩，而不是 gzip</translation>
</message>
<message>
<source>it is incomplete ({error})</source>
<translation>内容不完整（{error}）</translation>
</message>
<message>
<source>it is larger than {limit} MiB</source>
<translation>大小超过 {limit} MiB</translation>
</message>
<message>
<source>it is no JSON that can be read</source>
<translation>不是可读取的 JSON</translation>
</message>
<message>
<source>it is no address</source>
<translation>它不是有效的地址</translation>
</message>
<message>
<source>it is no profile</source>
<translation>不是配置</translation>
</message>
<message>
<source>it is not a YAML mapping</source>
<translation>不是 YAML 映射</translation>
</message>
<message>
<source>it is not a gzip-compressed archive</source>
<translation>不是 gzip 压缩的归档文件</translation>
</message>
<message>
<source>it is not a mapping.</source>
<translation>不是映射。</translation>
</message>
<message>
<source>it lacks {field}</source>
<translation>缺少 {field}</translation>
</message>
<message>
<source>it lists several charts; name one's digest</source>
<translation>它列出了多个 Chart；请写明其中一个的摘要</translation>
</message>
<message>
<source>it redirects in a circle</source>
<translation>重定向形成了循环</translation>
</message>
<message>
<source>it unpacks to more than {limit_ratio} times its size</source>
<translation>解压后超过原大小的 {limit_ratio} 倍</translation>
</message>
<message>
<source>it unpacks to more than {limit} MiB</source>
<translation>解压后超过 {limit} MiB</translation>
</message>
<message>
<source>it was never configured</source>
<translation>从未配置</translation>
</message>
<message>
<source>its Chart.yaml lies one folder too deep, at {path}</source>
<translation>它的 Chart.yaml 多套了一层文件夹，位于 {path}</translation>
</message>
<message>
<source>its Chart.yaml {reason}</source>
<translation>它的 Chart.yaml {reason}</translation>
</message>
<message>
<source>its answer is larger than {limit} MiB</source>
<translation>返回内容大于 {limit} MiB</translation>
</message>
<message>
<source>its answer is no JSON object</source>
<translation>返回内容不是 JSON 对象</translation>
</message>
<message>
<source>its answer is no object</source>
<translation>它的应答不是对象</translation>
</message>
<message>
<source>its cluster does not say what it serves ({error})</source>
<translation>其集群没有说明它提供什么（{error}）</translation>
</message>
<message>
<source>its entry for {version} names no file</source>
<translation>它的 {version} 条目没有给出文件</translation>
</message>
<message>
<source>its index.yaml has an empty entry for {name}</source>
<translation>它的 index.yaml 中 {name} 有空条目</translation>
</message>
<message>
<source>its index.yaml has no apiVersion</source>
<translation>它的 index.yaml 没有 apiVersion</translation>
</message>
<message>
<source>its index.yaml is empty</source>
<translation>它的 index.yaml 是空的</translation>
</message>
<message>
<source>its index.yaml is no YAML ({reason})</source>
<translation>index.yaml 不是有效的 YAML（{reason}）</translation>
</message>
<message>
<source>its manifest is of the kind {kind}, which Helm does not pull</source>
<translation>它的清单类型是 {kind}，Helm 不会拉取</translation>
</message>
<message>
<source>its source profile {name} is a role, too: one role is supported</source>
<translation>其源配置 {name} 也是角色：只支持一层角色</translation>
</message>
<message>
<source>its source profile {name} is not there</source>
<translation>其源配置 {name} 不存在</translation>
</message>
<message>
<source>its subcharts nest more than {limit_nesting} deep</source>
<translation>子 Chart 嵌套超过 {limit_nesting} 层</translation>
</message>
<message>
<source>its tag {tag} is not {version}</source>
<translation>它的标签 {tag} 不是 {version}</translation>
</message>
<message>
<source>its token is no plain text</source>
<translation>其中的令牌不是纯文本</translation>
</message>
<message>
<source>its user is made by a plugin</source>
<translation>其用户由插件生成</translation>
</message>
<message>
<source>its values.schema.json allows no values at all</source>
<translation>它的 values.schema.json 不允许任何值</translation>
</message>
<message>
<source>its values.schema.json is no JSON object</source>
<translation>values.schema.json 不是 JSON 对象</translation>
</message>
<message>
<source>its values.schema.json is no JSON: {error}</source>
<translation>values.schema.json 不是有效的 JSON：{error}</translation>
</message>
<message>
<source>its {path} is no UTF-8 text</source>
<translation>{path} 不是 UTF-8 文本</translation>
</message>
<message>
<source>its {path} is no YAML: {reason}</source>
<translation>{path} 不是有效的 YAML：{reason}</translation>
</message>
<message>
<source>its {path} is no mapping</source>
<translation>{path} 不是映射</translation>
</message>
<message>
<source>line {line} is no JSON</source>
<translation>第 {line} 行不是 JSON</translation>
</message>
<message>
<source>list of tags</source>
<translation>标签列表</translation>
</message>
<message>
<source>no connection within {limit} s</source>
<translation>{limit} 秒内未能建立连接</translation>
</message>
<message>
<source>none of its profiles can be read</source>
<translation>其中没有可读取的配置</translation>
</message>
<message>
<source>of its source profile {name}: {why}</source>
<translation>其源配置 {name}：{why}</translation>
</message>
<message>
<source>only http and https addresses can be fetched</source>
<translation>只能获取 http 和 https 地址</translation>
</message>
<message>
<source>only http, https and oci are known</source>
<translation>仅支持 http、https 和 oci</translation>
</message>
<message>
<source>rehearsal</source>
<translation>预演</translation>
</message>
<message>
<source>repository index</source>
<translation>仓库索引</translation>
</message>
<message>
<source>text</source>
<translation>文本</translation>
</message>
<message>
<source>that is no address</source>
<translation>不是有效的地址</translation>
</message>
<message>
<source>the archive is damaged ({error})</source>
<translation>归档文件已损坏（{error}）</translation>
</message>
<message>
<source>the archive is empty</source>
<translation>归档文件为空</translation>
</message>
<message>
<source>the document</source>
<translation>文档</translation>
</message>
<message>
<source>the file name {path} holds a backslash; Helm takes it for a folder's end</source>
<translation>文件名 {path} 含有反斜杠，Helm 会把它当作文件夹的分隔</translation>
</message>
<message>
<source>the file name {shown} holds control characters</source>
<translation>文件名 {shown} 含有控制字符</translation>
</message>
<message>
<source>the manifest has no chart</source>
<translation>清单中没有 Chart</translation>
</message>
<message>
<source>the mode {mode} is not supported</source>
<translation>不支持模式 {mode}</translation>
</message>
<message>
<source>the path of a value</source>
<translation>有效的参数路径</translation>
</message>
<message>
<source>the realm {realm} of its challenge is no address</source>
<translation>它给出的 realm {realm} 不是地址</translation>
</message>
<message>
<source>the registry has no such repository</source>
<translation>镜像仓库服务中没有该仓库</translation>
</message>
<message>
<source>the registry has no {wanted} for {reference}</source>
<translation>镜像仓库中没有 {reference} 的{wanted}</translation>
</message>
<message>
<source>the repository has no {name}</source>
<translation>仓库中没有 {name}</translation>
</message>
<message>
<source>the repository has no {name}; it has {close}</source>
<translation>仓库中没有 {name}；有 {close}</translation>
</message>
<message>
<source>the server answers {status}</source>
<translation>服务器返回 {status}</translation>
</message>
<message>
<source>the server broke off</source>
<translation>服务器中断了连接</translation>
</message>
<message>
<source>the server fell silent for {limit} s</source>
<translation>服务器在 {limit} 秒内没有响应</translation>
</message>
<message>
<source>the {wanted} at {path} is larger than {limit} MiB</source>
<translation>{path} 的{wanted}超过 {limit} MiB</translation>
</message>
<message>
<source>the {wanted} has another size</source>
<translation>{wanted}的大小不符</translation>
</message>
<message>
<source>the {wanted} has no digest</source>
<translation>{wanted}没有摘要</translation>
</message>
<message>
<source>there is nothing to read</source>
<translation>内容为空</translation>
</message>
<message>
<source>through the proxy {proxy}: {reason}</source>
<translation>经由代理 {proxy}：{reason}</translation>
</message>
<message>
<source>token</source>
<translation>令牌</translation>
</message>
<message>
<source>true or false</source>
<translation>true 或 false</translation>
</message>
<message>
<source>{advice} {way}</source>
<translation>{advice}{way}</translation>
</message>
<message>
<source>{api} {kind} is deprecated since Kubernetes {since}.</source>
<translation>{api} {kind} 自 Kubernetes {since} 起已弃用。</translation>
</message>
<message>
<source>{api} {kind} was removed in Kubernetes {since}.</source>
<translation>{api} {kind} 已在 Kubernetes {since} 中移除。</translation>
</message>
<message>
<source>{archive} has no address yet that ROS could fetch it from.</source>
<translation>{archive} 还没有可供 ROS 获取的地址。</translation>
</message>
<message>
<source>{cluster} · {namespace}</source>
<translation>{cluster} · {namespace}</translation>
</message>
<message>
<source>{count} changed</source>
<translation>{count} 处改动</translation>
</message>
<message>
<source>{deployment} is in {there}, and the plan names {named}.</source>
<translation>{deployment} 位于 {there}，而方案指定的是 {named}。</translation>
</message>
<message>
<source>{deployment} is {status}: {refusal}</source>
<translation>{deployment} 的状态为 {status}：{refusal}</translation>
</message>
<message>
<source>{details}.</source>
<translation>{details}。</translation>
</message>
<message>
<source>{field} is neither true nor false</source>
<translation>{field} 既不是 true 也不是 false</translation>
</message>
<message>
<source>{field} is no list</source>
<translation>{field} 不是列表</translation>
</message>
<message>
<source>{field} is no mapping</source>
<translation>{field} 不是映射</translation>
</message>
<message>
<source>{field} is no text</source>
<translation>{field} 不是文本</translation>
</message>
<message>
<source>{field} is no text; it has to stand in quotes</source>
<translation>{field} 不是文本；需要加引号</translation>
</message>
<message>
<source>{field} is no time like 2006-01-02T15:04:05Z</source>
<translation>{field} 不是形如 2006-01-02T15:04:05Z 的时间</translation>
</message>
<message>
<source>{file}: {reason}</source>
<translation>{file}：{reason}</translation>
</message>
<message>
<source>{folder} holds a Chart.yaml, but the line {line} of its .helmignore leaves it out.</source>
<translation>{folder} 中有 Chart.yaml，但它的 .helmignore 中的 {line} 这一行把它排除了。</translation>
</message>
<message>
<source>{folder} holds version {found} of {name}, but {wanted} is asked for.</source>
<translation>{folder} 中的 {name} 版本为 {found}，但要求的是 {wanted}。</translation>
</message>
<message>
<source>{given} exclude each other.</source>
<translation>{given} 不能同时使用。</translation>
</message>
<message>
<source>{kind} {name} in the namespace {namespace} belongs to somebody else: choose another namespace, or another release name if the object is named after it; remove the object; or hand it over to this release by the annotations that the message names.</source>
<translation>命名空间 {namespace} 中的 {kind} {name} 归他人所有：请换一个命名空间，若对象以 Release 命名也可换一个 Release 名称；或删除该对象；或按消息中列出的注解将其移交给此 Release。</translation>
</message>
<message>
<source>{kind} {name} of the whole cluster belongs to somebody else: remove it, give yours another name in the values, or hand it over to this release by the annotations that the message names.</source>
<translation>集群级对象 {kind} {name} 归他人所有：请删除它，在参数值中为您的对象换一个名称，或按消息中列出的注解将其移交给此 Release。</translation>
</message>
<message>
<source>{method} · {release}</source>
<translation>{method} · {release}</translation>
</message>
<message>
<source>{name} cannot name an account.</source>
<translation>{name} 不能用作凭证名称。</translation>
</message>
<message>
<source>{name} is the beginning of several deployments: {candidates}.</source>
<translation>{name} 与多个部署的开头相符：{candidates}。</translation>
</message>
<message>
<source>{name} {version}</source>
<translation>{name} {version}</translation>
</message>
<message>
<source>{path} and {clash} set the same value.</source>
<translation>{path} 和 {clash} 设置了同一个值。</translation>
</message>
<message>
<source>{path} cannot be read: {reason}.</source>
<translation>无法读取 {path}：{reason}。</translation>
</message>
<message>
<source>{path} cannot be written: {reason}.</source>
<translation>无法写入 {path}：{reason}。</translation>
</message>
<message>
<source>{path} holds other things already.</source>
<translation>{path} 中已有其他内容。</translation>
</message>
<message>
<source>{path} in it cannot be unpacked: {reason}</source>
<translation>其中的 {path} 无法解包：{reason}</translation>
</message>
<message>
<source>{path} is a link that leads nowhere</source>
<translation>{path} 是无处可去的链接</translation>
</message>
<message>
<source>{path} is a link that leads out of the folder, to {target}.</source>
<translation>{path} 是指向文件夹之外的链接，指向 {target}。</translation>
</message>
<message>
<source>{path} is a {type} inside a list.</source>
<translation>{path} 是列表中的 {type}。</translation>
</message>
<message>
<source>{path} is larger than {limit} MiB</source>
<translation>{path} 超过 {limit} MiB</translation>
</message>
<message>
<source>{path} is no Helm that runs here: {message}.</source>
<translation>{path} 不是可在本机运行的 Helm：{message}。</translation>
</message>
<message>
<source>{path} is not a configuration of the aliyun command line: {message}.</source>
<translation>{path} 不是 aliyun 命令行的配置：{message}。</translation>
</message>
<message>
<source>{path} is not an ordinary file</source>
<translation>{path} 不是普通文件</translation>
</message>
<message>
<source>{path} is one of the files of a chart.</source>
<translation>{path} 是 Chart 中的一个文件。</translation>
</message>
<message>
<source>{path} must be of type {wanted}, but is {found}.</source>
<translation>{path} 的类型必须为 {wanted}，而不是 {found}。</translation>
</message>
<message>
<source>{path} must be {wanted}, but is {found}.</source>
<translation>{path} 必须为 {wanted}，而不是 {found}。</translation>
</message>
<message>
<source>{path}: {reason}.</source>
<translation>{path}：{reason}。</translation>
</message>
<message>
<source>{place} answers with an HTML page{title} instead of a {wanted}.</source>
<translation>{place} 返回了 HTML 页面{title}，而不是{wanted}。</translation>
</message>
<message>
<source>{place} depends on itself.</source>
<translation>{place} 依赖于自身。</translation>
</message>
<message>
<source>{place} does not answer like a chart repository: {reason}.</source>
<translation>{place} 的响应不像 Chart 仓库：{reason}。</translation>
</message>
<message>
<source>{place} has SHA-256 {found}, but {expected} was expected.</source>
<translation>{place} 的 SHA-256 为 {found}，应为 {expected}。</translation>
</message>
<message>
<source>{place} has no version that satisfies {wanted}; there are {available}.</source>
<translation>{place} 没有符合 {wanted} 的版本；可用版本：{available}。</translation>
</message>
<message>
<source>{place} holds the chart {found}, not {name}.</source>
<translation>{place} 中的 Chart 是 {found}，而不是 {name}。</translation>
</message>
<message>
<source>{place} is not a Helm chart: {reason}.</source>
<translation>{place} 不是 Helm Chart：{reason}。</translation>
</message>
<message>
<source>{place} refuses access ({status}).</source>
<translation>{place} 拒绝访问（{status}）。</translation>
</message>
<message>
<source>{place} sends on to {host}, which asks for a login; it was given none.</source>
<translation>{place} 转到了 {host}，后者要求登录；没有向它发送登录信息。</translation>
</message>
<message>
<source>{place}: {reason}</source>
<translation>{place}：{reason}</translation>
</message>
<message>
<source>{prefix} nests too deep; a link may lead back into itself</source>
<translation>{prefix} 嵌套过深；可能有链接指回自身</translation>
</message>
<message>
<source>{profile} · {region}</source>
<translation>{profile} · {region}</translation>
</message>
<message>
<source>{reason}.</source>
<translation>{reason}。</translation>
</message>
<message>
<source>{reference} names no chart: {reason}.</source>
<translation>{reference} 未指明 Chart：{reason}。</translation>
</message>
<message>
<source>{region} pulls {image} from {host}, which is out of reach from mainland China: no pod, no signal.</source>
<translation>{region} 从 {host} 拉取 {image}，而中国内地无法访问该地址：没有 Pod，也没有信号。</translation>
</message>
<message>
<source>{role} is not a role's ARN</source>
<translation>{role} 不是角色的 ARN</translation>
</message>
<message>
<source>{role} is not a role's ARN.</source>
<translation>{role} 不是角色 ARN。</translation>
</message>
<message>
<source>{service} failed at {action}: {message} ({error_code})</source>
<translation>{service} 执行 {action} 失败：{message}（{error_code}）</translation>
</message>
<message>
<source>{service} gave no answer to {action}: {message}</source>
<translation>{service} 未响应 {action}：{message}</translation>
</message>
<message>
<source>{service} refused {action}: no active AccessKey has this ID.</source>
<translation>{service} 拒绝了 {action}：没有该 ID 的有效 AccessKey。</translation>
</message>
<message>
<source>{service} refused {action}: the AccessKey secret does not belong to the AccessKey ID.</source>
<translation>{service} 拒绝了 {action}：AccessKey Secret 与 AccessKey ID 不匹配。</translation>
</message>
<message>
<source>{service} refused {action}: the STS token has expired or is not valid.</source>
<translation>{service} 拒绝了 {action}：STS Token 已过期或无效。</translation>
</message>
<message>
<source>{service} refused {action}: the account lacks the right {right}.</source>
<translation>{service} 拒绝了 {action}：该账号缺少权限 {right}。</translation>
</message>
<message>
<source>{service} refused {action}: this computer's clock is wrong by more than 15 minutes.</source>
<translation>{service} 拒绝了 {action}：本机时钟误差超过 15 分钟。</translation>
</message>
<message>
<source>{service} refused {action}: {message} ({error_code})</source>
<translation>{service} 拒绝了 {action}：{message}（{error_code}）</translation>
</message>
<message>
<source>{service} takes no more {action} calls for now.</source>
<translation>{service} 暂时不再接受 {action} 调用。</translation>
</message>
<message>
<source>{shown} climbs out of the chart's folder</source>
<translation>{shown} 超出 Chart 目录</translation>
</message>
<message>
<source>{shown} is an absolute path</source>
<translation>{shown} 是绝对路径</translation>
</message>
<message>
<source>{shown} lies outside the chart's folder</source>
<translation>{shown} 位于 Chart 目录之外</translation>
</message>
<message>
<source>{status}</source>
<translation>{status}</translation>
</message>
<message>
<source>{subject}: {count} to mend.</source>
<translation>{subject}：{count} 处待修正。</translation>
</message>
<message>
<source>{typed} arrives as {arrived}.</source>
<translation>{typed} 传递后变为 {arrived}。</translation>
</message>
<message>
<source>{url} does not give {filename} as this plan makes it: {message}</source>
<translation>{url} 提供的 {filename} 与该方案生成的不一致：{message}</translation>
</message>
<message>
<source>{value} cannot be written into the template.</source>
<translation>{value} 无法写入模板。</translation>
</message>
<message>
<source>{version} is no Kubernetes version.</source>
<translation>{version} 不是 Kubernetes 版本。</translation>
</message>
<message>
<source>{wanted} is neither a version nor a range of versions.</source>
<translation>{wanted} 既不是版本，也不是版本范围。</translation>
</message>
<message>
<source>{way}</source>
<translation>{way}</translation>
</message>
<message>
<source>{way} Or choose another release name or namespace.</source>
<translation>{way}也可以换一个 Release 名称或命名空间。</translation>
</message>
<message>
<source>{where}</source>
<translation>{where}</translation>
</message>
<message>
<source>{why} These accounts end with this session: {names}.</source>
<translation>{why}随本次会话结束的账号：{names}。</translation>
</message>
<message>
<source>{why} What was given is kept only until this session ends.</source>
<translation>{why}所提供的内容只保留到本次会话结束。</translation>
</message>
<message>
<source>“{value}” is not encrypted on its way.</source>
<translation>“{value}” 传输时未加密。</translation>
</message>
<message>
<source>“{value}” is not {noun}.</source>
<translation>“{value}” 不是{noun}。</translation>
</message>
</context>
</TS>
