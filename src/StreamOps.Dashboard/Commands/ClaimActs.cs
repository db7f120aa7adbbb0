using StreamOps.Operations.Acts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Commands;

/// <summary>Claims and releases from where a button for it stands. What was begun goes on when the page is left.</summary>
public sealed class ClaimActs(Func<Func<CancellationToken, Task<ClaimResult>>, Task<ClaimResult>> perform, Func<ClaimDesk> desk)
{
    /// <summary>The acts of one circuit.</summary>
    public static ClaimActs Of(IServiceProvider services) =>
        new(act => services.GetRequiredService<BackgroundWork>().PerformAsync(act), services.GetRequiredService<ClaimDesk>);

    /// <summary>Takes the player in hand.</summary>
    /// <returns>Why not, as a sentence; empty when it is done.</returns>
    public Task<string> ClaimAsync(StreamSessionArn session, Actor actor) => DoAsync(desk => desk.ClaimAsync(session, actor));

    /// <summary>Gives the player back.</summary>
    /// <inheritdoc cref="ClaimAsync"/>
    public Task<string> ReleaseAsync(StreamSessionArn session, Actor actor) => DoAsync(desk => desk.ReleaseAsync(session, actor));

    /// <summary>Takes the player from the colleague who was seen to have it in hand.</summary>
    /// <inheritdoc cref="ClaimAsync"/>
    public Task<string> TakeAsync(Claim seen, Actor actor) => DoAsync(desk => desk.TakeAsync(seen, actor));

    private async Task<string> DoAsync(Func<ClaimDesk, Task<ClaimResult>> act)
    {
        try
        {
            return await perform(_ => act(desk())) switch
            {
                ClaimResult.Held held => ClaimWords.Holds(held.Claim.Operator),
                ClaimResult.Refused refused => refused.Reason,
                _ => "",
            };
        }
        catch (StoreUnavailableException unavailable)
        {
            return $"{unavailable.Message} Nothing was claimed or given back.";
        }
    }
}
