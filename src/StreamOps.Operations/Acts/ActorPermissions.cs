namespace StreamOps.Operations.Acts;

/// <summary>What somebody does at a desk.</summary>
public enum DeskAct
{
    /// <summary>Looks at the fleet.</summary>
    Look,

    /// <summary>Takes a player in hand, gives back, or takes from a colleague.</summary>
    Claim,

    /// <summary>Sends an offer, or sends it again.</summary>
    Rescue,

    /// <summary>Gives an attempt up.</summary>
    GiveUp,

    /// <summary>Takes an answer to hand it over.</summary>
    TakeAnswer,

    /// <summary>Makes a rescue link.</summary>
    MakeLink,

    /// <summary>Allows a second browser at a link, or says yes to an offer that waits there.</summary>
    AnswerLink,

    /// <summary>Ends a rescue link.</summary>
    EndLink,

    /// <summary>Asks the open page of a session for an offer.</summary>
    AskOpenPage,

    /// <summary>Takes over a player's session.</summary>
    TakeOver,

    /// <summary>Ends a takeover.</summary>
    EndTakeover,

    /// <summary>Asks for a session's files.</summary>
    ExportFiles,

    /// <summary>Ends a session.</summary>
    Terminate,

    /// <summary>Looks at launch arguments, environment and role of a session.</summary>
    SeeSensitive,

    /// <summary>Reads the audit, or gives it out.</summary>
    ReadAudit,

    /// <summary>Makes, lists and revokes access tokens.</summary>
    ManageTokens,
}

/// <summary>Who may do what, and why not: asked by the screen for its buttons, and by each desk again before it acts.</summary>
/// <remarks>Beside it stands <see cref="StreamSessionActions"/>, which says what the session allows.</remarks>
public static class ActorPermissions
{
    /// <summary>Why nobody acts without a name.</summary>
    public const string NoName = "Give your name first: the audit keeps who did what.";

    /// <summary>What there is to say of a session that is not there, and of one that is not for whoever asks: the two look the same.</summary>
    public const string NotInView = "No session of this id is in the fleet, or it ended over an hour ago.";

    /// <summary>Whether somebody reads who did what to a session that they see, and the reasons that people typed. Whoever gave no name yet may.</summary>
    /// <param name="reader">Who reads; null for somebody who is nobody yet.</param>
    public static ActionVerdict ForReasons(Actor? reader) => reader is null ? ActionVerdict.Allowed : For(DeskAct.ReadAudit, reader);

    /// <summary>Whether why something is done was typed, for an act that nobody does without.</summary>
    /// <param name="act">The act.</param>
    /// <param name="reason">What was typed.</param>
    internal static ActionVerdict ForReason(DeskAct act, string reason) =>
        !string.IsNullOrWhiteSpace(reason)
            ? ActionVerdict.Allowed
            : ActionVerdict.Refused(
                act switch
                {
                    DeskAct.TakeOver => "Say why first: a takeover shows the player's screen, and the audit keeps the reason.",
                    DeskAct.SeeSensitive => "Say why first: they may hold tokens, and the audit keeps the reason.",
                    _ => "Say why first: the audit keeps the reason. Nothing was done.",
                }
            );

    /// <summary>The verdict for one act of one person.</summary>
    /// <param name="act">What is asked.</param>
    /// <param name="actor">Who asks; null for somebody who is nobody yet.</param>
    /// <param name="owner">Who began what the act ends; null where the act ends nothing of anybody.</param>
    public static ActionVerdict For(DeskAct act, Actor? actor, Person? owner = null) =>
        act switch
        {
            _ when actor is null || string.IsNullOrWhiteSpace(actor.Name) => ActionVerdict.Refused(NoName),
            DeskAct.Look => ActionVerdict.Allowed,
            DeskAct.ManageTokens when actor.Role < ActorRole.Lead => ActionVerdict.Refused("Access tokens are for leads."),
            DeskAct.ReadAudit when actor.Role < ActorRole.Operator => ActionVerdict.Refused(
                "The audit is for operators and leads: it names people and their reasons."
            ),
            _ when actor.Role < ActorRole.Operator => ActionVerdict.Refused(
                "You are a viewer here, and viewers look. An operator can do this."
            ),
            DeskAct.TakeOver when !actor.MayTakeOver => ActionVerdict.Refused(
                "To take over a player's session is a permission of its own, and you do not have it."
            ),
            DeskAct.EndLink or DeskAct.EndTakeover when actor.Role < ActorRole.Lead && owner is not null && !actor.Person.Is(owner) =>
                ActionVerdict.Refused($"{owner!.Name} began it: they can end it, or a lead."),
            _ => ActionVerdict.Allowed,
        };
}
