using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.SignIn;

/// <summary>What a role of the demo may, in words: of <see cref="ActorPermissions"/>, which the desks ask too.</summary>
internal static class DemoRoleWords
{
    private static readonly Person SomebodyElse = new("somebody else");

    /// <summary>As <c>Looks at the fleet</c>; a role that may more than another names that one and what comes with it.</summary>
    public static string Of(ActorRole role)
    {
        var before = ActorRoles.All.TakeWhile(one => one != role).Select(one => (ActorRole?)one).LastOrDefault();
        var more = Enum.GetValues<DeskAct>()
            .Where(act => May(role, act) && (before is not { } less || !May(less, act)))
            .Select(WordsOf)
            .Distinct(StringComparer.Ordinal);
        var words = string.Join(", ", more);
        return before is { } known ? $"All that the {known.Word()} may; also {words}" : $"May {words}";
    }

    /// <summary>Whether the role may do it to what somebody else began.</summary>
    private static bool May(ActorRole role, DeskAct act) =>
        ActorPermissions.For(act, DemoIdentity.ActorOf(role, role.Word()), SomebodyElse).IsAllowed;

    /// <summary>What is done, in words that follow on <c>may</c>.</summary>
    internal static string WordsOf(DeskAct act) =>
        act switch
        {
            DeskAct.Look => "look",
            DeskAct.Claim => "claim players",
            DeskAct.Rescue or DeskAct.GiveUp or DeskAct.TakeAnswer or DeskAct.AskOpenPage => "rescue",
            DeskAct.MakeLink or DeskAct.AnswerLink => "make links",
            DeskAct.EndLink => "end others' links",
            DeskAct.TakeOver => "take over",
            DeskAct.EndTakeover => "end others' takeovers",
            DeskAct.ExportFiles => "export files",
            DeskAct.Terminate => "end sessions",
            DeskAct.SeeSensitive => "reveal masked members",
            DeskAct.ReadAudit => "read the audit",
            DeskAct.ManageTokens => "make access tokens",
            _ => act.ToString(),
        };
}
