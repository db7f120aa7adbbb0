using StreamOps.Operations.Background;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Commands;

/// <summary>What an operator does at one place of a page, one act at a time. It goes on when the page is left.</summary>
internal sealed class OperatorAct(BackgroundWork work)
{
    private object? _underWay;

    /// <summary>From the press until the reply is here, or the page shows what it did.</summary>
    public bool IsBusy => _underWay is not null;

    /// <summary>What became of the last one; null before the first, and while one is under way.</summary>
    public CommandResult? Result { get; private set; }

    /// <summary>Performs an act.</summary>
    /// <param name="act">The act; its token ends with the process.</param>
    public async Task<CommandResult> PerformAsync(Func<CancellationToken, Task<CommandResult>> act)
    {
        var mine = _underWay = new object();
        Result = null;
        try
        {
            return Result = await work.PerformAsync(act);
        }
        catch (StoreUnavailableException unavailable)
        {
            return Result = new CommandResult.Refused($"{unavailable.Message} Nothing was done.");
        }
        finally
        {
            // Another act may have begun since.
            _underWay = _underWay == mine ? null : _underWay;
        }
    }

    /// <summary>The page shows what it did: the next act may begin, though the reply is still to come.</summary>
    public void IsShown() => _underWay = null;
}
