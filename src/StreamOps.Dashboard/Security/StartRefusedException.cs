namespace StreamOps.Dashboard.Security;

/// <summary>The dashboard refuses to start. Each reason is a sentence for the person who starts it.</summary>
public sealed class StartRefusedException(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    /// <summary>What is wrong and what to do, one sentence each.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
