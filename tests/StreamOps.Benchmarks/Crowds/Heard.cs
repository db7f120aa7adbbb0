namespace StreamOps.Benchmarks.Crowds;

/// <summary>What all of a crowd heard in a while.</summary>
/// <param name="Bytes">Of payload.</param>
/// <param name="Messages">Batches of a page, or messages of a hub.</param>
/// <param name="FirstAt">When each heard the first of it, as timestamps; who heard nothing is not among them.</param>
internal sealed record Heard(long Bytes, long Messages, IReadOnlyList<long> FirstAt);
