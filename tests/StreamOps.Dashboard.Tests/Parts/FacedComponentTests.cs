using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard.Tests.Parts;

public sealed class FacedComponentTests : BunitContext
{
    [Fact]
    public void What_shows_the_same_is_not_drawn_again()
    {
        var part = Render<Word>(parameters => parameters.Add(it => it.Text, "one").Add(it => it.Unseen, 1));

        part.Render(parameters => parameters.Add(it => it.Unseen, 2));
        Assert.Equal(1, part.Instance.Drawn);

        part.Render(parameters => parameters.Add(it => it.Text, "two"));
        Assert.Equal((2, "two"), (part.Instance.Drawn, part.Find("button").TextContent));
    }

    [Fact]
    public void What_a_press_changes_is_drawn_though_nothing_came_from_above()
    {
        var part = Render<Word>(parameters => parameters.Add(it => it.Text, "one"));
        part.Render(parameters => parameters.Add(it => it.Text, "one"));

        part.Find("button").Click();

        Assert.Equal("one, pressed", part.Find("button").TextContent);
    }

    [Fact]
    public async Task It_takes_what_changed_in_it_without_anybody_who_draws_it()
    {
        var part = Render<Word>(parameters => parameters.Add(it => it.Text, "one").Add(it => it.Unseen, 1));

        await part.InvokeAsync(() => part.Instance.Take(Told(nameof(Word.Text), "two")));
        await part.InvokeAsync(() => part.Instance.Take(Told(nameof(Word.Unseen), 2)));

        Assert.Equal((2, 2, "two"), (part.Instance.Drawn, part.Instance.Unseen, part.Find("button").TextContent));
    }

    private static ParameterView Told(string name, object value) =>
        ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value });

    private sealed class Word : FacedComponent
    {
        private Face _face;
        private string _pressed = "";

        [Parameter]
        public string Text { get; set; } = "";

        [Parameter]
        public int Unseen { get; set; }

        public int Drawn { get; private set; }

        protected override bool ShowsOther() => Changes(ref _face, new Face(Text));

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Drawn++;
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => _pressed = ", pressed"));
            builder.AddContent(2, Text + _pressed);
            builder.CloseElement();
        }

        private readonly record struct Face(string? Text);
    }
}
