using StreamOps.Operations.Acts;

namespace StreamOps.Operations.Attempts;

/// <summary>One attempt as screens and scripts see it. Offer and answer are not in it. Times are on the <see cref="Time.FleetClock"/>.</summary>
public sealed record RescueAttempt
{
    public required Guid Id { get; init; }

    public required StreamSessionArn Session { get; init; }

    /// <summary>The episode it belongs to.</summary>
    public required long WindowEpoch { get; init; }

    /// <summary>1 for the first attempt of the episode.</summary>
    public required int Number { get; init; }

    /// <summary>Equal on every retry of this attempt.</summary>
    public required string ClientToken { get; init; }

    /// <summary>Who sent it, by name.</summary>
    public required string Operator { get; init; }

    /// <summary>Who sent it: what happens later happens in their name, and its answer is theirs.</summary>
    public Person By
    {
        get => new(Operator, OperatorSubject, OperatorRole);
        init => (Operator, OperatorSubject, OperatorRole) = (value.Name, value.Subject, value.Role);
    }

    public required RescueState State { get; init; }

    /// <summary>A sentence for a refusal, an end, or what will keep an answer from working; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The error of the last call; null when there was none.</summary>
    public ApiErrorCode? Error { get; init; }

    /// <summary>The service's id of the last answered call; empty before one.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>How often the call was made with this token.</summary>
    public int Calls { get; init; }

    /// <summary>When the operator asked for it and its row was committed.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the service's answer arrived; null before.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the player's page took the answer, or an operator copied it by hand; null before.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>How its offer came.</summary>
    public OfferSource Source { get; init; }

    /// <summary>The rescue link its offer came by; null for any other way.</summary>
    public Guid? LinkId { get; init; }

    /// <summary>When the page said that its browser took the answer; null before, and for ever when an operator copied it by hand: that is no proof.</summary>
    public DateTimeOffset? AnswerAppliedAt { get; init; }

    /// <summary>When the page said that frames were rising for three seconds; null before. May come before or after <c>CONNECTED</c> is seen.</summary>
    public DateTimeOffset? PictureAt { get; init; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// Nothing is sent for this attempt after this moment: the window's end, or one minute, whichever is first. One that is tried again, or
    /// whose answer is fetched late, has a minute from then, never past the window.
    /// </summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>
    /// Whether its call is being made now, the waits before a repeat and for the budget included. An attempt that is Requested or Unknown
    /// without it stands still until the operator tries again, gives up, or its time is over; where the session shows that an unknown call has worked, its
    /// answer is fetched by itself.
    /// </summary>
    /// <remarks>Known to <see cref="RescueBoard"/> alone; false in every other copy.</remarks>
    public bool IsCalling { get; init; }

    internal string? OperatorSubject { get; init; }

    internal string? OperatorRole { get; init; }

    /// <summary>The hash of the key of the page that made the offer; null when an operator brought it.</summary>
    internal string? PageHash { get; init; }

    /// <summary>Who has the player in hand and said yes to it; null when nobody was asked. Not kept: the audit has it.</summary>
    internal Person? Consent { get; init; }

    /// <summary>The typed reason of a takeover; empty otherwise.</summary>
    internal string Purpose { get; init; } = "";

    /// <summary>Grows with every commit.</summary>
    internal int Version { get; init; }

    /// <summary>Why it stands or ended as it did, for one reader: what somebody typed who gave it up is for those who read the audit.</summary>
    /// <param name="reader">Who reads; null for somebody who is nobody yet.</param>
    public string ReasonFor(Actor? reader) =>
        State == RescueState.Abandoned && !ActorPermissions.ForReasons(reader).IsAllowed ? "" : Reason;

    /// <summary>Whether somebody is the one who brought its offer.</summary>
    internal bool IsOf(Person person) => person.Is(By);

    /// <summary>Whether it has not ended.</summary>
    public bool IsOpen => EndedAt is null;
}
