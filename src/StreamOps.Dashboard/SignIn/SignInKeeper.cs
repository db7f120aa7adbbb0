using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Ends sign-ins whose time is over, though nobody asks for anything: an open page hears of it within a second or two.</summary>
internal sealed class SignInKeeper(
    SignInSessions sessions,
    SignedInConnections connections,
    AccessNotes notes,
    TimeProvider time,
    ILogger<SignInKeeper> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        logger.KeepOnAsync("Looking after sign-ins", KeepAsync, time, stoppingToken);

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            connections.KeepUsed();
            sessions.NoteUses();
            foreach (var user in sessions.EndOver())
            {
                await notes.SignedOutAsync(SignedInClaims.PersonOf(user), "Their time was over.");
            }
        }
    }
}
