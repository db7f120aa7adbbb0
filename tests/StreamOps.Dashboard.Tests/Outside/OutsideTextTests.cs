using Bunit;
using StreamOps.Dashboard.Outside;

namespace StreamOps.Dashboard.Tests.Outside;

public sealed class OutsideTextTests : MudTest
{
    [Fact]
    public void It_keeps_its_own_direction_and_hides_nothing()
    {
        var text = Render<OutsideText>(part => part.Add(it => it.Text, "evil\u202Edaol\u001B[31m").Add(it => it.Class, "mono")).Find("bdi");

        Assert.Equal("evil[U+202E]daol[U+001B][31m", text.TextContent);
        Assert.Equal("outside mono", text.ClassName);
    }
}
