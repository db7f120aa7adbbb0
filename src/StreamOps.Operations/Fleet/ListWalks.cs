namespace StreamOps.Operations.Fleet;

/// <summary>What whole walks through the lists of live sessions prove: who is in none of them any more.</summary>
/// <remarks>
/// A list has no order and may pass somebody over. So it takes two walks of every list that the session could be in, and of a list whose absent ones
/// came back, two more than anybody of them was absent for; one less again after each ten walks in which nobody was absent for so long.
/// </remarks>
internal sealed class ListWalks
{
    private const int Fewest = 2;
    private const int Most = 10;

    /// <summary>Two that begin sooner one after the other may have missed the same moment: they count as one.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(string StreamGroupId, StreamSessionStatus Status), List> _lists = [];

    /// <summary>A walk came to its end and showed all there was.</summary>
    public void Walked((string StreamGroupId, StreamSessionStatus Status) key, DateTimeOffset startedAt)
    {
        if (!_lists.TryGetValue(key, out var list))
        {
            _lists.Add(key, list = new List());
        }

        if (list.Starts.Count > 0 && startedAt - list.Starts[^1] < Apart)
        {
            return;
        }

        list.Begun(startedAt);
    }

    /// <summary>A session is where it was, whatever walks since its last read did not show.</summary>
    /// <param name="key">The list that it is in.</param>
    /// <param name="lastSentAt">When the last read that had shown it was sent.</param>
    public void Found((string StreamGroupId, StreamSessionStatus Status) key, DateTimeOffset lastSentAt)
    {
        if (_lists.TryGetValue(key, out var list) && list.Missed(lastSentAt) is > 0 and var missed)
        {
            list.Need(Math.Min(Most, missed + Fewest));
        }
    }

    /// <summary>Whom no read has shown since this moment is in no list of the stream group; nobody, where not every list was walked through often enough.</summary>
    public DateTimeOffset AbsentSince(string streamGroupId) =>
        StreamSessionStatus.Listed.Min(status => _lists.GetValueOrDefault((streamGroupId, status))?.ProvenFrom ?? DateTimeOffset.MinValue);

    public void Clear() => _lists.Clear();

    private sealed class List
    {
        /// <summary>How many walks prove an absence.</summary>
        private int _needed = Fewest;

        /// <summary>How many of the last walks there were since so many were needed.</summary>
        private int _since;

        /// <summary>When its last walks began, the newest last.</summary>
        public List<DateTimeOffset> Starts { get; } = [];

        /// <summary>What walks began to show may be some seconds old.</summary>
        public DateTimeOffset? ProvenFrom => Starts.Count < _needed ? null : Starts[^_needed] - SessionRules.StaleFor;

        public void Begun(DateTimeOffset at)
        {
            Starts.Add(at);
            if (Starts.Count > Most)
            {
                Starts.RemoveAt(0);
            }

            if (_needed > Fewest && ++_since >= Most)
            {
                (_needed, _since) = (_needed - 1, 0);
            }
        }

        public void Need(int walks)
        {
            if (walks >= _needed)
            {
                (_needed, _since) = (walks, 0);
            }
        }

        public int Missed(DateTimeOffset lastSentAt)
        {
            var missed = 0;
            while (missed < Starts.Count && Starts[^(missed + 1)] > lastSentAt)
            {
                missed++;
            }

            return missed;
        }
    }
}
