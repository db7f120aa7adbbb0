using StreamOps.Operations.GameLift;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>
/// What is true at the service of one session, whatever anybody knows of it: the window that runs, and what each token has done. Calls for a
/// connection wait until they are told how they end.
/// </summary>
internal sealed class FaultyService
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan SlowRead = TimeSpan.FromSeconds(2);

    private readonly ScriptedGameLiftStreams _script;
    private readonly FleetClock _clock;
    private readonly AlarmTime _time;
    private readonly StreamSessionArn _session;
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly List<Waiting> _waiting = [];

    public FaultyService(ScriptedGameLiftStreams script, FleetClock clock, AlarmTime time, StreamSessionArn session)
    {
        (_script, _clock, _time, _session) = (script, clock, time, session);
        script.OnCall = OnCallAsync;
        Put(StreamSessionStatus.PendingClientReconnection);
    }

    public StreamSessionStatus Status { get; private set; }

    /// <summary>When the service ends the session unless a client comes; null while none is waited for.</summary>
    public DateTimeOffset? WindowEnds { get; private set; }

    /// <summary>How reads fail; null while they do not.</summary>
    public Fault? Reads { get; set; }

    /// <summary>Whether every call succeeds at once.</summary>
    public bool IsWell { get; set; }

    /// <summary>Hears of a fault that met a call of the process that runs.</summary>
    public Action<Fault> Struck { get; set; } = _ => { };

    /// <summary>Hears of each call for a connection before it does anything.</summary>
    public Action<ScriptedCall> Calling { get; set; } = _ => { };

    /// <summary>Hears of each read that succeeded.</summary>
    public Action<StreamSessionDetails> Read { get; set; } = _ => { };

    /// <summary>Whether a call waits for its end.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>The call that brought an answer about first.</summary>
    public Dictionary<string, ScriptedCall> CallsByAnswer { get; } = new(StringComparer.Ordinal);

    /// <summary>The call that waits longest ends so.</summary>
    public void End(bool hasEffect, GameLiftException? failure)
    {
        if (_waiting.FirstOrDefault() is { } waiting)
        {
            _waiting.Remove(waiting);
            var refusal = hasEffect ? Effect(waiting.Call) : null;
            waiting.Gate.TrySetResult(failure ?? refusal);
        }
    }

    /// <summary>The call that waits longest has done its work; its answer is not on the way yet.</summary>
    public void TakeEffect()
    {
        if (_waiting.FirstOrDefault() is { } waiting)
        {
            Effect(waiting.Call);
        }
    }

    /// <summary>Who called is dead: nobody hears how it ends.</summary>
    public void Forget() => _waiting.Clear();

    public void Put(StreamSessionStatus status, string reason = "")
    {
        Status = status;
        var isWaiting = status == StreamSessionStatus.PendingClientReconnection || status == StreamSessionStatus.Active;
        WindowEnds = isWaiting ? _clock.Now + Timeout : null;
        _script.Sessions[_session] = (A.StreamSession().In(status) with { StatusReason = reason, LastUpdatedAt = _clock.Now }).Details();
    }

    /// <summary>The service ends what nobody came for.</summary>
    public void Look()
    {
        if (WindowEnds <= _clock.Now)
        {
            Put(StreamSessionStatus.Terminated, "reconnectionTimeout");
        }
    }

    public static GameLiftException Failure(ApiErrorCode code, int status) =>
        new(code, "CreateStreamSessionConnection", "As told.") { HttpStatus = status, WasAnswered = status > 0 };

    private GameLiftException? Effect(ScriptedCall call)
    {
        if (_answers.ContainsKey(call.ClientToken))
        {
            return null;
        }

        if (Status != StreamSessionStatus.PendingClientReconnection && Status != StreamSessionStatus.Active)
        {
            return Failure(ApiErrorCode.Conflict, 409);
        }

        var answer = $$"""{"type":"answer","sdp":"{{call.ClientToken}}"}""";
        _answers[call.ClientToken] = answer;
        CallsByAnswer[answer] = call;
        Put(StreamSessionStatus.Reconnecting);
        return null;
    }

    private Task OnCallAsync(ScriptedCall call, CancellationToken cancellationToken) =>
        call.Operation == "CreateStreamSessionConnection" ? ConnectAsync(call, cancellationToken) : ReadAsync(cancellationToken);

    private async Task ConnectAsync(ScriptedCall call, CancellationToken cancellationToken)
    {
        Calling(call);
        var failure = IsWell ? Effect(call) : await EndOfAsync(call, cancellationToken);
        if (failure is not null)
        {
            throw failure;
        }

        _script.AnswerText = _answers[call.ClientToken];
    }

    private async Task<GameLiftException?> EndOfAsync(ScriptedCall call, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(call, new TaskCompletionSource<GameLiftException?>());
        _waiting.Add(waiting);
        await using var gone = cancellationToken.Register(() =>
        {
            if (_waiting.Remove(waiting))
            {
                Struck(Fault.TimedOut);
                waiting.Gate.TrySetCanceled(cancellationToken);
            }
        });
        return await waiting.Gate.Task;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (Reads is { } fault)
        {
            Struck(fault);
            if (fault == Fault.TimedOut)
            {
                await Task.Delay(SlowRead, _time, cancellationToken);
            }

            throw fault switch
            {
                Fault.Throttled => Failure(ApiErrorCode.Throttling, 429),
                Fault.TimedOut => Failure(ApiErrorCode.TimedOut, 0),
                _ => Failure(ApiErrorCode.InternalServer, 500),
            };
        }

        Read(_script.Sessions[_session]);
    }

    private sealed record Waiting(ScriptedCall Call, TaskCompletionSource<GameLiftException?> Gate);
}
