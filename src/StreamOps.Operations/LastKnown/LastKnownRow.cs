using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.LastKnown;

/// <summary>What was last known of one session, as a row: what a list shows of it, its timeouts and the bounds of its window. Times are service time.</summary>
internal sealed record LastKnownRow
{
    public required string Session { get; init; }
    public required string Status { get; init; }
    public required string UserId { get; init; }
    public required string ApplicationArn { get; init; }
    public required string Location { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? LastUpdatedAt { get; init; }
    public required DateTimeOffset StatusSinceEarliest { get; init; }
    public required DateTimeOffset StatusSinceLatest { get; init; }
    public TimeSpan? ConnectionTimeout { get; init; }
    public TimeSpan? SessionLength { get; init; }
    public bool WasConnected { get; init; }

    /// <summary>Set in a window, with all that follows; null outside one.</summary>
    public WindowKind? WindowKind { get; init; }
    public long? WindowEpoch { get; init; }
    public DateTimeOffset? EnteredEarliest { get; init; }
    public DateTimeOffset? EnteredExpected { get; init; }
    public DateTimeOffset? EnteredLatest { get; init; }

    public static LastKnownRow Of(KnownSession known) =>
        new()
        {
            Session = known.Session.Arn.Value,
            Status = known.Session.Status.Value,
            UserId = known.Session.UserId,
            ApplicationArn = known.Session.ApplicationArn,
            Location = known.Session.Location,
            CreatedAt = known.Session.CreatedAt,
            LastUpdatedAt = known.Session.LastUpdatedAt,
            StatusSinceEarliest = known.StatusSinceEarliest,
            StatusSinceLatest = known.StatusSinceLatest,
            ConnectionTimeout = known.ConnectionTimeout,
            SessionLength = known.SessionLength,
            WasConnected = known.WasConnected,
            WindowKind = known.Window?.Kind,
            WindowEpoch = known.Window?.Epoch,
            EnteredEarliest = known.Window?.EnteredEarliest,
            EnteredExpected = known.Window?.EnteredExpected,
            EnteredLatest = known.Window?.EnteredLatest,
        };

    public KnownSession ToKnown()
    {
        var arn = StreamSessionArn.Parse(Session);
        return new KnownSession(
            new StreamSession
            {
                Arn = arn,
                Status = new StreamSessionStatus(Status),
                UserId = UserId,
                ApplicationArn = ApplicationArn,
                Location = Location,
                CreatedAt = CreatedAt,
                LastUpdatedAt = LastUpdatedAt,
            },
            StatusSinceEarliest,
            StatusSinceLatest,
            WindowOf(arn)
        )
        {
            ConnectionTimeout = ConnectionTimeout,
            SessionLength = SessionLength,
            WasConnected = WasConnected,
        };
    }

    private KnownWindow? WindowOf(StreamSessionArn arn) =>
        this
            is {
                WindowKind: { } kind,
                WindowEpoch: { } epoch,
                EnteredEarliest: { } earliest,
                EnteredExpected: { } expected,
                EnteredLatest: { } latest,
            }
            ? new KnownWindow(arn, kind, epoch, earliest, expected, latest, ConnectionTimeout)
            : null;
}

/// <summary>What holds for all that was last known, in the one row of its table.</summary>
internal sealed record LastKnownMoment
{
    internal const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>When the service was last read, in service time.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Service time minus that of the machine, by the process that kept it.</summary>
    public required TimeSpan ServiceOffset { get; init; }
}

/// <summary>The table of what was last known of each session. A session that is over has no row.</summary>
internal sealed class LastKnownConfiguration : IEntityTypeConfiguration<LastKnownRow>
{
    public void Configure(EntityTypeBuilder<LastKnownRow> builder) => builder.ToTable("LastKnownSessions").HasKey(row => row.Session);
}

/// <summary>The table of one row beside it.</summary>
internal sealed class LastKnownMomentConfiguration : IEntityTypeConfiguration<LastKnownMoment>
{
    public void Configure(EntityTypeBuilder<LastKnownMoment> builder)
    {
        builder.ToTable("LastKnownMoment").HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
