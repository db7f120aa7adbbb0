using StreamOps.Operations.Acts;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;

namespace StreamOps.Operations.Tests.Claims;

/// <summary>The game's own page, open until it is put away.</summary>
internal sealed class StandingPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _watching;

    private StandingPage(PlayerStage stage, PlayerPass pass) => (Pass, _watching) = (pass, WatchAsync(stage, pass, _leaving.Token));

    public PlayerPass Pass { get; }

    /// <summary>A page that somebody has asked for an offer.</summary>
    public static async Task<StandingPage> AskedAsync(PlayerStage stage, Actor by)
    {
        var entry = await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page(), "Chrome, Linux", default);
        var page = new StandingPage(stage, Assert.IsType<PlayerEntry.Admitted>(entry).Pass);
        await RescueStage.WaitForAsync(() => stage.StandBys.Current.ContainsKey(stage.Session), "it stands by");
        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.AskOpenPageAsync(stage.Session, by, default));
        return page;
    }

    /// <summary>A second line of the same page, there a second after the first.</summary>
    public async Task<StandingPage> AgainAsync(PlayerStage stage)
    {
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(1));
        var again = new StandingPage(stage, Pass);
        var now = stage.Rescue.Clock.Now;
        await RescueStage.WaitForAsync(() => stage.StandBys.Current.GetValueOrDefault(stage.Session)?.Since == now, "it is back");
        return again;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _watching;
    }

    private static async Task WatchAsync(PlayerStage stage, PlayerPass pass, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in stage.Players.WatchAsync(pass, PlayerStage.Page(), cancellationToken))
            {
                // It stands by for as long as it reads.
            }
        }
        catch (OperationCanceledException)
        {
            // The page left.
        }
    }
}
