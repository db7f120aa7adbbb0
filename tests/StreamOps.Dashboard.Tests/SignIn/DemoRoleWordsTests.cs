using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>What the demo says that a role may is what the desks let it do: neither more nor less.</summary>
public sealed class DemoRoleWordsTests
{
    public static TheoryData<ActorRole, DeskAct> RolesAndActs =>
        new(ActorRoles.All.SelectMany(_ => Enum.GetValues<DeskAct>(), (role, act) => (role, act)));

    [Theory]
    [MemberData(nameof(RolesAndActs))]
    public void The_words_of_a_role_name_what_it_may_and_nothing_else(ActorRole role, DeskAct act)
    {
        // What one role may the next one may too, and its words say that once.
        var told = string.Join('\n', ActorRoles.All.Where(one => one <= role).Select(DemoRoleWords.Of));
        var verdict = ActorPermissions.For(act, DemoIdentity.ActorOf(role, "Demo"), new Person("another"));

        Assert.Equal(verdict.IsAllowed, told.Contains(DemoRoleWords.WordsOf(act), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_act_has_words() =>
        Assert.All(Enum.GetValues<DeskAct>(), act => Assert.NotEqual(act.ToString(), DemoRoleWords.WordsOf(act)));

    [Theory]
    [InlineData(ActorRole.Viewer, "May look")]
    [InlineData(ActorRole.Lead, "All that the operator may; also end others' links, take over, end others' takeovers, make access tokens")]
    public void A_role_reads_as_a_sentence(ActorRole role, string words) => Assert.Equal(words, DemoRoleWords.Of(role));
}
