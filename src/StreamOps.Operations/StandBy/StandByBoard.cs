using StreamOps.Operations.Watching;

namespace StreamOps.Operations.StandBy;

/// <summary>The pages that stand by now, by session. In memory: a page that stood by comes again after a restart.</summary>
public sealed class StandByBoard : Board<StreamSessionArn, StandByPage>;
