namespace StreamOps.Dashboard.Health;

/// <summary>
/// Asks the store to write, once for all who want to know at the same time or soon after: whoever asks needs no name, and each look is a commit in the line in
/// which acts and their record stand.
/// </summary>
/// <param name="look">Asks the store: why it cannot write, null when it can.</param>
/// <param name="time">The clock.</param>
internal sealed class StoreLook(Func<Task<string?>> look, TimeProvider time)
{
    /// <summary>How long what was seen stands.</summary>
    private static readonly TimeSpan Stands = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<string?>? _looking;
    private long _since;

    /// <summary>Why the store cannot write, as a sentence; null when it can.</summary>
    public Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_looking is null || (_looking.IsCompleted && time.GetElapsedTime(_since) >= Stands))
            {
                (_looking, _since) = (look(), time.GetTimestamp());
            }

            return _looking.WaitAsync(cancellationToken);
        }
    }
}
