namespace StreamOps.Operations.Meter;

/// <summary>How often the lists are read with one share of the service's limit, as things are now.</summary>
/// <param name="Share">The share, 0 to 1.</param>
/// <param name="CallsPerSecond">What it gives the lists of sessions, in calls a second.</param>
/// <param name="Urgent">How often those who wait are read in the slowest stream group; null without one.</param>
/// <param name="IsDegraded">Whether that is too little for every list to be read as often as it should.</param>
/// <param name="Statuses">How often the lists of each status are read, in the slowest stream group.</param>
public sealed record ShareForecast(
    double Share,
    double CallsPerSecond,
    TimeSpan? Urgent,
    bool IsDegraded,
    IReadOnlyList<StatusForecast> Statuses
);

/// <summary>How often the lists of one status are read.</summary>
/// <param name="Status">Which.</param>
/// <param name="Interval">From one walk's start to the next; null where none is read at present.</param>
public sealed record StatusForecast(StreamSessionStatus Status, TimeSpan? Interval);
