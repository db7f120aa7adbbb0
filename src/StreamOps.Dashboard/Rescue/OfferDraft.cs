using System.Diagnostics;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Offers;

namespace StreamOps.Dashboard.Rescue;

/// <summary>What stands in one paste box, as the server knows it. Lives in memory alone, as long as its panel and not much longer.</summary>
[DebuggerDisplay("draft for {Session.Id}")]
public sealed class OfferDraft(string key, StreamSessionArn session, Person owner)
{
    /// <summary>Random; known to the panel that opened the draft.</summary>
    public string Key { get; } = key;

    public StreamSessionArn Session { get; } = session;

    /// <summary>Nobody else may post to it.</summary>
    public Person Owner { get; } = owner;

    /// <summary>What the clinic found in the newest text; null for an empty box.</summary>
    public OfferVerdict? Verdict { get; private set; }

    /// <summary>The newest text; null for an empty box or one that may not be sent.</summary>
    public Offer? Offer { get; private set; }

    /// <summary>Raised, on any thread, when the verdict changed.</summary>
    public event EventHandler? Changed;

    internal long Serial { get; private set; }

    internal DateTimeOffset TouchedAt { get; set; }

    /// <summary>Lets go of the text; the next one is taken as ever.</summary>
    internal void Forget()
    {
        if ((Offer, Verdict) is not (null, null))
        {
            (Offer, Verdict) = (null, null);
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Takes a newer text; an older one than the last is dropped.</summary>
    internal bool Take(long serial, Offer? offer, OfferVerdict? verdict)
    {
        if (serial < Serial)
        {
            return false;
        }

        (Serial, Offer, Verdict) = (serial, offer, verdict);
        Changed?.Invoke(this, EventArgs.Empty);
        return true;
    }
}
