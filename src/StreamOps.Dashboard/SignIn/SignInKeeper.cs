using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;

namespace StreamOps.Dashboard.SignIn;

/// <summary>
/// Ends sign-ins whose time is over, though nobody asks for anything: an open page hears of it within a second or two. What ended by the way is told to the record.
/// </summary>
internal sealed class SignInKeeper(
    SignInSessions sessions,
    SignedInConnections connections,
    AccessNotes notes,
    TimeProvider time,
    ILogger<SignInKeeper> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TellAsync();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        logger.KeepOnAsync("Looking after sign-ins", KeepAsync, time, stoppingToken);

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            connections.KeepUsed();
            sessions.NoteUses();
            sessions.EndOver();
            await TellAsync();
        }
    }

    private async Task TellAsync()
    {
        foreach (var (user, why) in sessions.TakeUntold())
        {
            await notes.SignedOutAsync(SignedInClaims.PersonOf(user), why);
        }
    }
}
