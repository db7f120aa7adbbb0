using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Links;

/// <summary>Between the row of a link and its record.</summary>
internal static class LinkRows
{
    public static LinkRow Of(RescueLink link, string secretHash, string codeHash) =>
        new()
        {
            Id = link.Id,
            Session = link.Session.Value,
            WindowEpoch = link.WindowEpoch,
            Operator = link.Operator,
            MadeAt = link.MadeAt,
            KnownDeadline = link.KnownDeadline,
            SecretHash = secretHash,
            CodeHash = codeHash,
            IsNewest = true,
        };

    public static RescueLink ToLink(this LinkRow row) =>
        new()
        {
            Id = row.Id,
            Session = StreamSessionArn.Parse(row.Session),
            WindowEpoch = row.WindowEpoch,
            Operator = row.Operator,
            MadeAt = row.MadeAt,
            KnownDeadline = row.KnownDeadline,
            OpenedAt = row.OpenedAt,
            Browser = row.Browser,
            OpenedPageHash = row.OpenedPageHash,
            SpentAt = row.SpentAt,
            PageHash = row.PageHash,
            SecondBrowserAt = row.SecondBrowserAt,
            SecondBrowser = row.SecondBrowser,
            SecondPageHash = row.SecondPageHash,
            Notes = row.Notes,
            OfferHealthyAt = row.OfferHealthyAt,
            OfferStop = row.OfferStop,
            OfferStopRule = row.OfferStopRule,
            WaitingOffer = row.WaitingOffer,
            Trouble = row.Trouble,
            RevokedAt = row.RevokedAt,
            RevokedBy = row.RevokedBy,
            Version = row.Version,
        };

    /// <summary>Takes over what may change in a link's life.</summary>
    public static void Take(this LinkRow row, RescueLink link)
    {
        row.OpenedAt = link.OpenedAt;
        row.Browser = link.Browser;
        row.OpenedPageHash = link.OpenedPageHash;
        row.SpentAt = link.SpentAt;
        row.PageHash = link.PageHash;
        row.SecondBrowserAt = link.SecondBrowserAt;
        row.SecondBrowser = link.SecondBrowser;
        row.SecondPageHash = link.SecondPageHash;
        row.Notes = link.Notes;
        row.OfferHealthyAt = link.OfferHealthyAt;
        row.OfferStop = link.OfferStop;
        row.OfferStopRule = link.OfferStopRule;
        row.WaitingOffer = link.WaitingOffer;
        row.Trouble = link.Trouble;
        row.RevokedAt = link.RevokedAt;
        row.RevokedBy = link.RevokedBy;
        row.Version++;
    }
}
