namespace StreamOps.Benchmarks.Machines;

/// <summary>What the system tells in files.</summary>
internal static class SystemFiles
{
    /// <summary>The lines of one; none where there is no such file (any more).</summary>
    public static IReadOnlyList<string> Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
