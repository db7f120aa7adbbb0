using StreamOps.Reliability.Rescues;
using StreamOps.Testing.Circuits;

namespace StreamOps.Benchmarks.Crowds;

/// <summary>
/// An operator who takes a player in hand and gives them back, over and over: one row changes in place, for everybody who watches, at a moment that is known to
/// the microsecond and without a read of the service.
/// </summary>
internal sealed class ClaimingOperator : IAsyncDisposable
{
    private const string Name = "Mara Reyes";
    private const string Claim = "data-claim-toggle";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly OperatorBrowser _browser;
    private readonly HeadlessCircuit _circuit;

    private ClaimingOperator(OperatorBrowser browser, HeadlessCircuit circuit) => (_browser, _circuit) = (browser, circuit);

    /// <summary>Gives a name, and opens the queue.</summary>
    /// <param name="queue">The queue's address.</param>
    /// <param name="session">Waits there: before an act a name is asked for, and this one is to be acted on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ClaimingOperator> OpenAsync(Uri queue, string session, CancellationToken cancellationToken)
    {
        var browser = new OperatorBrowser(queue);
        while (!await browser.GiveNameAsync(session, Name))
        {
            // The dashboard has not seen it yet.
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        var circuit = await HeadlessCircuit.OpenAsync(queue, browser.Cookies);
        while (!circuit.Listens(Claim))
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return new ClaimingOperator(browser, circuit);
    }

    /// <summary>Claims the last row, or releases it.</summary>
    /// <returns>When it was pressed, as a timestamp, and how long the server took until it was done.</returns>
    public async Task<(long At, TimeSpan Took)> PressAsync()
    {
        var at = TimeProvider.System.GetTimestamp();
        return await _circuit.PressAsync(Claim)
            ? (at, TimeProvider.System.GetElapsedTime(at))
            : throw new InvalidOperationException("A claim was not taken.");
    }

    public async ValueTask DisposeAsync()
    {
        await _circuit.DisposeAsync();
        _browser.Dispose();
    }
}
