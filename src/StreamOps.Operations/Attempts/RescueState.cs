namespace StreamOps.Operations.Attempts;

/// <summary>The life of one attempt: one offer, one ClientToken, one CreateStreamSessionConnection.</summary>
public enum RescueState
{
    /// <summary>Row and token are committed; nothing was sent.</summary>
    Requested,

    /// <summary>The call may have been made.</summary>
    Sent,

    /// <summary>Sent, and no answer came: it may have worked. Reconciled by the same token or by reading the session.</summary>
    Unknown,

    /// <summary>The answer is committed, encrypted.</summary>
    Answered,

    /// <summary>The page that made the offer has taken the answer; by hand: the operator copied it.</summary>
    Delivered,

    /// <summary>The service says <c>CONNECTED</c>. An end.</summary>
    Connected,

    /// <summary>The service refused, or the session ended otherwise. An end.</summary>
    Failed,

    /// <summary>The window closed. An end.</summary>
    Expired,

    /// <summary>Given up by an operator, or the session was terminated here. An end.</summary>
    Abandoned,

    /// <summary>
    /// Two ends under one word, told apart by the attempt's reason: the client came back without our answer; or the attempt had its answer, and a
    /// newer one or a newer loss took its place. An end.
    /// </summary>
    Superseded,
}
