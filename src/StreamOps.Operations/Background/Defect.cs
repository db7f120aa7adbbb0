namespace StreamOps.Operations.Background;

/// <summary>An unexpected exception as the log may have it: its message could quote an offer or an answer, so it stays out.</summary>
internal static class Defect
{
    /// <summary>The kinds of the exception and of those inside it, and where the outermost came from.</summary>
    public static string Of(Exception exception)
    {
        var kinds = new List<string?>();
        for (var one = exception; one is not null; one = one.InnerException)
        {
            kinds.Add(one.GetType().FullName);
        }

        return $"{string.Join(" of ", kinds)}{Environment.NewLine}{exception.StackTrace}";
    }
}
