namespace StreamOps.Dashboard.SignIn;

/// <summary>
/// A request that stays open and may be ended from outside. The server takes its context back for the next request: from then on nobody here touches it.
/// </summary>
internal sealed class LastingRequest(HttpContext context)
{
    private readonly Lock _gate = new();
    private bool _isOver;

    /// <summary>Whether a page of ours is behind it, which leaves by itself and says why.</summary>
    public bool IsPage { get; } = context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    /// <summary>Cuts it off, if it is still there.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                context.Abort();
            }
        }
    }

    /// <summary>It has been served.</summary>
    public void NoteOver()
    {
        lock (_gate)
        {
            _isOver = true;
        }
    }
}
