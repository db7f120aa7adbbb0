namespace StreamOps.Reliability.Kills;

/// <summary>Where in a rescue's life the dashboard is killed.</summary>
public enum KillPoint
{
    /// <summary>At any moment, also while it starts.</summary>
    Random,

    /// <summary>The attempt's row is asked for and cannot be written.</summary>
    BeforeCommit,

    /// <summary>The row says Sent; its call is on the way and has had no effect.</summary>
    AfterCommit,

    /// <summary>The service has acted; its answer is on the way.</summary>
    AfterCall,

    /// <summary>The answer is here and cannot be written.</summary>
    BeforeAnswerCommit,

    /// <summary>The answer is written, and whoever made the offer has not taken it.</summary>
    BeforeDelivery,
}
