using System.Globalization;

namespace StreamOps.Benchmarks.Machines;

/// <summary>
/// What this program and all that it started take of the processors, look by look. Whoever was once seen as a child of theirs stays theirs: builds and browsers
/// leave children behind that have no parent any more.
/// </summary>
internal sealed class OwnPrograms
{
    private readonly Dictionary<(int Id, string Start), double> _ticks = [];
    private readonly Dictionary<(int Id, string Start), double> _before = [];

    /// <summary>Hundredths of a second since the first look.</summary>
    public double Ticks => _ticks.Sum(one => one.Value - _before[one.Key]);

    /// <summary>Counts what came since the last look.</summary>
    public void Look()
    {
        if (!Directory.Exists("/proc"))
        {
            return;
        }

        var running = Directory.EnumerateDirectories("/proc").Select(folder => StatOf(Path.GetFileName(folder))).OfType<Stat>().ToList();
        var isFirst = _ticks.Count == 0;
        var own = running.Where(one => one.Id == Environment.ProcessId || _ticks.ContainsKey(one.Key)).Select(one => one.Id).ToHashSet();
        // Until nobody is found any more whose parent is ours.
        while (running.Any(one => own.Contains(one.Parent) && own.Add(one.Id))) { }

        foreach (var one in running.Where(one => own.Contains(one.Id)))
        {
            // What was taken before the first look is no part of the run; what came since is, from its start.
            _before.TryAdd(one.Key, isFirst ? one.Ticks : 0);
            _ticks[one.Key] = one.Ticks;
        }
    }

    /// <summary>A process by its number.</summary>
    private static Stat? StatOf(string id)
    {
        if (
            !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || SystemFiles.Lines($"/proc/{id}/stat") is not [var line, ..]
        )
        {
            return null;
        }

        // The name stands in brackets and may hold anything; what follows is counted from its end: 1 the parent, 11 and 12 the time, 19 the start.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new Stat(
            (number, fields[19]),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)
        );
    }

    /// <param name="Key">Its number, with its start: numbers come again.</param>
    /// <param name="Parent">Its parent's number.</param>
    /// <param name="Ticks">Hundredths of a second that it took itself, without its children.</param>
    private sealed record Stat((int Id, string Start) Key, int Parent, double Ticks)
    {
        public int Id => Key.Id;
    }
}
