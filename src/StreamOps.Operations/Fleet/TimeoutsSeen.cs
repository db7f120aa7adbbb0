namespace StreamOps.Operations.Fleet;

/// <summary>What the sessions of one application in one stream group were lately given as their timeout: by it the order of those of whom it is not known is guessed.</summary>
/// <remarks>
/// Where thousands are lost at once, the rows in view are asked for first. Were their order guessed by the default alone, each that is known would go down where its
/// timeout is a longer one, and the view would fill with the unknown again.
/// </remarks>
internal sealed class TimeoutsSeen
{
    private const int Remembered = 20;
    private const int Agreeing = 3;

    private readonly Dictionary<(string ApplicationArn, string StreamGroupId), Sample> _samples = [];

    /// <summary>The guess; null while too few agree.</summary>
    public TimeSpan? Guess(StreamSession session) => _samples.GetValueOrDefault(KeyOf(session))?.Guess;

    /// <summary>Notes the timeout of a session.</summary>
    /// <returns>Whether another guess follows from it for those of its application and stream group.</returns>
    public bool Saw(StreamSession session, TimeSpan timeout)
    {
        var key = KeyOf(session);
        if (!_samples.TryGetValue(key, out var sample))
        {
            _samples.Add(key, sample = new Sample());
        }

        return sample.Take(timeout);
    }

    /// <summary>Whether the same guess is for both.</summary>
    public static bool AreAlike(StreamSession one, StreamSession other) => KeyOf(one) == KeyOf(other);

    public void Clear() => _samples.Clear();

    private static (string ApplicationArn, string StreamGroupId) KeyOf(StreamSession session) =>
        (session.ApplicationArn, session.Arn.StreamGroupId);

    private sealed class Sample
    {
        private readonly Queue<TimeSpan> _last = [];

        /// <summary>The shortest on which some agree: nobody is thought to have more time than they have.</summary>
        public TimeSpan? Guess { get; private set; }

        public bool Take(TimeSpan timeout)
        {
            _last.Enqueue(timeout);
            if (_last.Count > Remembered)
            {
                _last.Dequeue();
            }

            var (before, shortest) = (Guess, Shortest());
            // It does not go up and down with who comes along: each time thousands would change places.
            Guess = shortest > before && _last.Contains(before.Value) ? before : shortest ?? before;
            return Guess != before;
        }

        private TimeSpan? Shortest() =>
            _last.CountBy(timeout => timeout).Where(entry => entry.Value >= Agreeing).Min(entry => (TimeSpan?)entry.Key);
    }
}
