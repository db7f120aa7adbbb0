using StreamOps.Operations.Acts;

namespace StreamOps.Operations.Tests.Acts;

/// <summary>Every role by every act: who may is written here a second time, by hand.</summary>
public sealed class ActorPermissionsTests
{
    private static readonly Person Others = new("Others");

    /// <summary>For each act whether a viewer, an operator and a lead may: of what is their own or nobody's, and of what others began.</summary>
    public static TheoryData<DeskAct, string, string> Table =>
        new()
        {
            { DeskAct.Look, "VOL", "VOL" },
            { DeskAct.Claim, " OL", " OL" },
            { DeskAct.Rescue, " OL", " OL" },
            { DeskAct.GiveUp, " OL", " OL" },
            { DeskAct.TakeAnswer, " OL", " OL" },
            { DeskAct.MakeLink, " OL", " OL" },
            { DeskAct.AnswerLink, " OL", " OL" },
            { DeskAct.EndLink, " OL", "  L" },
            { DeskAct.AskOpenPage, " OL", " OL" },
            { DeskAct.EndTakeover, " OL", "  L" },
            { DeskAct.ExportFiles, " OL", " OL" },
            { DeskAct.Terminate, " OL", " OL" },
            { DeskAct.SeeSensitive, " OL", " OL" },
            { DeskAct.ReadAudit, " OL", " OL" },
            { DeskAct.ManageTokens, "  L", "  L" },
            { DeskAct.TakeOver, "   ", "   " },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_role_may_what_the_table_says(DeskAct act, string own, string others)
    {
        foreach (var role in Enum.GetValues<ActorRole>())
        {
            var actor = new Actor("id", "Mara", role, MayTakeOver: false);

            Check(own[(int)role] != ' ', ActorPermissions.For(act, actor));
            Check(own[(int)role] != ' ', ActorPermissions.For(act, actor, new Person("mara")));
            Check(others[(int)role] != ' ', ActorPermissions.For(act, actor, Others));
        }
    }

    [Fact]
    public void Every_act_stands_in_the_table() =>
        Assert.Equal(Enum.GetValues<DeskAct>().Order(), Table.Select(row => row.Data.Item1).Order());

    [Theory]
    [InlineData(ActorRole.Viewer, false)]
    [InlineData(ActorRole.Operator, true)]
    [InlineData(ActorRole.Lead, true)]
    public void To_take_over_is_a_permission_of_its_own_and_makes_no_viewer_act(ActorRole role, bool isAllowed) =>
        Check(isAllowed, ActorPermissions.For(DeskAct.TakeOver, new Actor("id", "Mara", role, MayTakeOver: true)));

    [Fact]
    public void Nobody_acts_without_a_name()
    {
        foreach (var act in Enum.GetValues<DeskAct>())
        {
            Check(false, ActorPermissions.For(act, null));
            Check(false, ActorPermissions.For(act, Actor.Unproven(" ")));
        }
    }

    [Fact]
    public void Without_a_sign_in_everybody_with_a_name_may_all() =>
        Assert.All(Enum.GetValues<DeskAct>(), act => Check(true, ActorPermissions.For(act, Actor.Unproven("Mara"), Others)));

    /// <summary>Whoever may not reads why.</summary>
    private static void Check(bool isAllowed, ActionVerdict verdict)
    {
        Assert.Equal(isAllowed, verdict.IsAllowed);
        Assert.Equal(isAllowed, verdict.Reason.Length == 0);
    }
}
