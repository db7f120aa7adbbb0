using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Episodes;

/// <summary>Episodes as rows, each with the bounds of its running window (<see cref="KnownWindow"/>) beside it.</summary>
internal sealed class EpisodeConfiguration : IEntityTypeConfiguration<Episode>
{
    public void Configure(EntityTypeBuilder<Episode> builder)
    {
        builder.ToTable("Episodes").HasKey(episode => new { episode.Session, episode.Epoch });
        builder.Property(episode => episode.Session).HasConversion(session => session.Value, text => StreamSessionArn.Parse(text));
        builder.Property<WindowKind>(nameof(KnownWindow.Kind));
        builder.Property<DateTimeOffset>(nameof(KnownWindow.EnteredEarliest));
        builder.Property<DateTimeOffset>(nameof(KnownWindow.EnteredExpected));
        builder.Property<DateTimeOffset>(nameof(KnownWindow.EnteredLatest));
        builder.Property<TimeSpan?>(nameof(KnownWindow.ConnectionTimeout));
        builder.HasIndex(episode => episode.EndedAt);
    }
}

/// <summary>Seen statuses as rows: whose each was, and in which order they came, stands beside it.</summary>
internal sealed class SeenStatusConfiguration : IEntityTypeConfiguration<SeenStatus>
{
    internal const string Id = "Id";
    internal const string Session = "Session";

    public void Configure(EntityTypeBuilder<SeenStatus> builder)
    {
        builder.ToTable("SeenStatuses").Property<long>(Id);
        builder.HasKey(Id);
        builder.Property<string>(Session).IsRequired();
        builder.Property(seen => seen.Status).HasConversion(status => status.Value, text => new StreamSessionStatus(text));
        builder.HasIndex(Session, Id);
        builder.HasIndex(seen => seen.BeganLatest);
    }
}
