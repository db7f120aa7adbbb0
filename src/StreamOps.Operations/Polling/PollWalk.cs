namespace StreamOps.Operations.Polling;

/// <summary>One walk through the pages of a class.</summary>
internal sealed class PollWalk(DateTimeOffset startedAt)
{
    /// <summary>So many pages in a row that show nobody new are no list any more. Pages may be empty: the service filters after it has cut them.</summary>
    private const int MostBarrenPages = 50;

    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private int _barrenPages;

    /// <summary>When its first page was asked for.</summary>
    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>Where to go on; null at the start.</summary>
    public string? NextToken { get; private set; }

    /// <summary>Pages read so far, also before it was begun again.</summary>
    public int Pages { get; private set; }

    /// <summary>False when a token failed: what such a walk did not show may still be there.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>How often it was begun again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Whom it has shown so far.</summary>
    public HashSet<StreamSessionArn> Seen { get; } = [];

    /// <summary>Notes whom a page shows.</summary>
    public void Show(IEnumerable<StreamSessionArn> sessions)
    {
        var before = Seen.Count;
        Seen.UnionWith(sessions);
        _barrenPages = Seen.Count > before ? 0 : _barrenPages + 1;
    }

    /// <summary>Notes a page; false when the walk ends with it: on the last page, on a token that came before, or where nobody new comes any more.</summary>
    public bool GoesOn(string? nextToken)
    {
        Pages++;
        if (string.IsNullOrEmpty(nextToken))
        {
            return false;
        }

        if (_barrenPages >= MostBarrenPages || !_tokens.Add(nextToken))
        {
            IsWhole = false;
            return false;
        }

        NextToken = nextToken;
        return true;
    }

    /// <summary>The token is no longer good: from the first page again, with what was seen kept.</summary>
    public void Restart()
    {
        NextToken = null;
        IsWhole = false;
        Restarts++;
        _tokens.Clear();
    }
}
