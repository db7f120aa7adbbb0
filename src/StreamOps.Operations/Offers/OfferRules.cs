namespace StreamOps.Operations.Offers;

/// <summary>The clinic's table: every finding there is, in the order they are shown within a level. No finding holds any of the text.</summary>
public static class OfferRules
{
    private const string UseLink = "Please use the link instead of pasting.";

    private const string MakeNew = "Please reload the page so that a new one is made.";

    public static readonly OfferFinding Empty = Stop("empty", "This is not a signal request. The field is empty.", UseLink);

    public static readonly OfferFinding TooLong = Stop("too-long", "Too long for a signal request.", UseLink);

    public static readonly OfferFinding NoClientConnection = Stop(
        "no-client-connection",
        "This word starts sessions without a player. It cannot bring one back.",
        UseLink
    );

    public static readonly OfferFinding BareSdp = Stop(
        "bare-sdp",
        "This is the inside of a signal request without its envelope. Use the Web SDK's text as it is.",
        UseLink
    );

    public static readonly OfferFinding CutOff = Stop("cut-off", "The text was cut.", UseLink);

    public static readonly OfferFinding ChangedOnItsWay = Stop("changed-on-its-way", "The text was changed on its way.", UseLink);

    public static readonly OfferFinding Edited = Stop("edited", "The text was edited.", UseLink);

    public static readonly OfferFinding TwoRequests = Stop("two-requests", "There is more than one request in it.", UseLink);

    public static readonly OfferFinding NotJson = Stop("not-json", "This is not a signal request.", UseLink);

    public static readonly OfferFinding Answer = Stop("answer", "This is a reply, not a request: the wrong one of the two.", UseLink);

    public static readonly OfferFinding Rollback = Stop("rollback", "This takes a request back. It is none itself.", MakeNew);

    public static readonly OfferFinding OtherSession = Stop("other-session", "This belongs to a different player's session.", MakeNew);

    public static readonly OfferFinding AlreadyUsed = Stop(
        "already-used",
        "Already used. Every attempt needs a request of its own.",
        MakeNew
    );

    public static readonly OfferFinding SeenElsewhere = Warn(
        "seen-elsewhere",
        "It was pasted for a different player before and not sent. Make sure whose it is."
    );

    public static readonly OfferFinding NoVideo = Stop("no-video", "The browser did not ask for video.", MakeNew);

    public static readonly OfferFinding NoH264 = Stop(
        "no-h264",
        "This browser cannot play H.264 here.",
        "Please open the link in Chrome or Edge on a computer, or on another phone."
    );

    public static readonly OfferFinding NoSecurity = Stop(
        "no-security",
        "Security data is missing: the text was edited or shortened.",
        UseLink
    );

    public static readonly OfferFinding WrappedTwice = Fix("wrapped-twice", "It was wrapped twice. Unwrap?");

    public static readonly OfferFinding ChangedByChat = Fix("changed-by-chat", "The chat program changed the text. Repair?");

    public static readonly OfferFinding WordsAround = Fix("words-around", "There is something before or behind the request. Drop it?");

    public static readonly OfferFinding NoLastLineEnd = Fix("no-last-line-end", "The end of its last line is missing. Put it back?");

    public static readonly OfferFinding UnknownKind = Warn(
        "unknown-kind",
        "Unknown kind of request. It can be sent; it cannot be checked."
    );

    public static readonly OfferFinding NoAudio = Warn("no-audio", "There will be no sound.");

    public static readonly OfferFinding NoDataChannel = Warn("no-data-channel", "There will be no input.");

    public static readonly OfferFinding RelayOnly = Info("relay-only", "Goes through a relay: slower start.");

    public static readonly OfferFinding NoSdkVersion = Info("no-sdk-version", "It names no Web SDK version. Tested with 1.2.0.");

    public static readonly OfferFinding UntestedSdkVersion = Info(
        "untested-sdk-version",
        "Made by a Web SDK version that was not tested here. Tested with 1.2.0."
    );

    /// <summary>The Web SDK versions whose requests were looked at.</summary>
    public static readonly IReadOnlySet<string> TestedSdkVersions = new HashSet<string>(StringComparer.Ordinal) { "1.2.0" };

    /// <summary>The session or its group takes no connection now.</summary>
    /// <param name="reason">The sentence of <see cref="Acts.StreamSessionActions"/>.</param>
    public static OfferFinding NotNow(string reason) => Stop("not-now", reason, "One moment, please: I am looking at your session.");

    private static OfferFinding Stop(string rule, string words, string sayToPlayer) => new(rule, OfferLevel.Stop, words, sayToPlayer);

    private static OfferFinding Fix(string rule, string words) => new(rule, OfferLevel.Fix, words);

    private static OfferFinding Warn(string rule, string words) => new(rule, OfferLevel.Warn, words);

    private static OfferFinding Info(string rule, string words) => new(rule, OfferLevel.Info, words);
}
