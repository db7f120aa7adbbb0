using System.Runtime.CompilerServices;
using StreamOps.Dashboard.Outside;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Player;

/// <summary>The stream of events of one page: where it stands, then each change; its answer once it is there; a beat while nothing happens.</summary>
internal sealed class PlayerEvents(PlayerDesk desk, FleetClock clock, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>A page that hears nothing for 25 s takes the line for dead.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Ends with the page's visit, an end of the rescue, or this server.</summary>
    public IResult Stream(PlayerEntry.Admitted entry, PageKey page, HttpContext context, params object[] first)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(entry, page, first, context, context.RequestAborted));
    }

    /// <summary>A state as pages read it: no id of anything.</summary>
    public PlayerStateEvent Of(PlayerState state) =>
        new(
            "state",
            Word(state.Phase.ToString()),
            VisibleText.Of(state.ApplicationName),
            state.Deadline is { } deadline ? Milliseconds(deadline) : null,
            Milliseconds(clock.Now),
            state.StoppedBy,
            state.Attempt,
            state.WantsBack
        );

    /// <summary>Milliseconds with their fraction, on the fleet's clock.</summary>
    public static double Milliseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private async IAsyncEnumerable<object> ReadAsync(
        PlayerEntry.Admitted entry,
        PageKey page,
        object[] first,
        HttpContext context,
        [EnumeratorCancellation] CancellationToken aborted
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        foreach (var item in first)
        {
            yield return item;
        }

        var pass = entry.Pass;
        await using var states = desk.WatchAsync(pass, page, ending.Token).GetAsyncEnumerator(ending.Token);
        var next = NextAsync(states);
        var handedOver = 0;
        var phase = entry.State.Phase;
        try
        {
            while (!ending.IsCancellationRequested)
            {
                if (await Task.WhenAny(next, BeatAsync(ending.Token)) != next)
                {
                    ConnectionSeat.Believe(context, entry.Share, phase);
                    yield return new BeatEvent("beat");
                    continue;
                }

                if (!await next)
                {
                    if (!ending.IsCancellationRequested)
                    {
                        // A line that broke is tried again: that this one did not is said, so that nobody asks for ever after an end.
                        yield return new EndEvent("end");
                    }

                    yield break;
                }

                var state = states.Current;
                // A page that is over may stand by, and be in again with the next loss.
                phase = state.Phase;
                ConnectionSeat.Believe(context, entry.Share, phase);

                // A page that stands by lives through one episode after the other, each with a first attempt.
                handedOver = state.Attempt == 0 ? 0 : handedOver;
                yield return Of(state);
                // Once for each attempt and line: a clearer deadline is no new answer.
                if (
                    state.Phase == PlayerPhase.AnswerReady
                    && state.Attempt != handedOver
                    && await desk.ReadAnswerAsync(pass, page, ending.Token) is { } answer
                )
                {
                    handedOver = state.Attempt;
                    yield return new AnswerEvent("answer", state.Attempt, answer.Text);
                }

                next = NextAsync(states);
            }
        }
        finally
        {
            // A page that goes while a beat is written leaves here: the states must not be let go in the middle of a step.
            await ending.CancelAsync();
            await next;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<PlayerState> states)
    {
        try
        {
            return await states.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task BeatAsync(CancellationToken ending)
    {
        try
        {
            await Task.Delay(Beat, time, ending);
        }
        catch (OperationCanceledException)
        {
            // The stream ends.
        }
    }

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

/// <summary>Where a page stands. Times in milliseconds on the fleet's clock.</summary>
internal sealed record PlayerStateEvent(
    string Type,
    string Phase,
    string Application,
    double? Deadline,
    double Now,
    string StoppedBy,
    int Attempt,
    bool WantsBack
);

/// <summary>The answer to the page's newest offer. A secret.</summary>
internal sealed record AnswerEvent(string Type, int Attempt, string Answer)
{
    public override string ToString() => "***";
}

/// <summary>The pass of a page that stands by. A secret.</summary>
internal sealed record AdmittedEvent(string Type, string Pass)
{
    public override string ToString() => "***";
}

/// <summary>Nothing happened, and the line is alive.</summary>
internal sealed record BeatEvent(string Type);

/// <summary>Nothing more comes: the last event of a stream that neither the page nor this server's stop has cut.</summary>
internal sealed record EndEvent(string Type);
