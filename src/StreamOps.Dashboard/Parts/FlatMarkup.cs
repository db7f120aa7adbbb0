// Frames are read here and nowhere else; a test counts what a row comes to.
#pragma warning disable BL0006
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

namespace StreamOps.Dashboard.Parts;

/// <summary>A drawing as one piece of markup: the renderer holds one frame of it, where elements and attributes are each one.</summary>
/// <remarks>
/// It is written as any markup is, so whatever comes from outside is text or an attribute's value, and encoded here, the one place that writes HTML. What hears a
/// press, or has a life of its own, has no place in it.
/// </remarks>
public static class FlatMarkup
{
    private const int UsualLength = 512;

    /// <summary>Letters of all scripts stand as they are: they are shorter so, and the wire is UTF-8.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A value of these alone needs no quotes.</summary>
    private static readonly SearchValues<char> Bare = SearchValues.Create(
        "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
    );

    private static readonly SearchValues<char> NameLetters = SearchValues.Create(
        "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Nothing in them is encoded as text is.</summary>
    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "iframe", "noscript", "xmp" };

    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase) { "br", "hr", "img", "input", "wbr" };

    /// <summary>Draws it once.</summary>
    /// <exception cref="InvalidOperationException">There is something in it that markup alone cannot be.</exception>
    public static MarkupString Of(RenderFragment drawing)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        using var builder = new RenderTreeBuilder();
        drawing(builder);
        var frames = builder.GetFrames();
        var html = new StringBuilder(UsualLength);
        Write(frames.Array.AsSpan(0, frames.Count), html);
        return (MarkupString)html.ToString();
    }

    private static void Write(ReadOnlySpan<RenderTreeFrame> frames, StringBuilder html)
    {
        for (var place = 0; place < frames.Length; )
        {
            ref readonly var frame = ref frames[place];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Element:
                    WriteElement(frames.Slice(place, frame.ElementSubtreeLength), html);
                    place += frame.ElementSubtreeLength;
                    break;
                case RenderTreeFrameType.Text:
                    WriteText(frame.TextContent, html);
                    place++;
                    break;
                case RenderTreeFrameType.Markup:
                    WriteMarkup(frame.MarkupContent, html);
                    place++;
                    break;
                case RenderTreeFrameType.Region:
                    // What is in it follows.
                    place++;
                    break;
                default:
                    throw Misplaced(frame.FrameType.ToString());
            }
        }
    }

    private static void WriteElement(ReadOnlySpan<RenderTreeFrame> frames, StringBuilder html)
    {
        var name = NameOf(frames[0].ElementName);
        if (Raw.Contains(name))
        {
            throw Misplaced(name);
        }

        html.Append('<').Append(name);
        var place = 1;
        for (; place < frames.Length && frames[place].FrameType == RenderTreeFrameType.Attribute; place++)
        {
            WriteAttribute(frames[place], html);
        }

        html.Append('>');
        if (!Empty.Contains(name))
        {
            Write(frames[place..], html);
            html.Append("</").Append(name).Append('>');
        }
    }

    private static void WriteAttribute(in RenderTreeFrame frame, StringBuilder html)
    {
        var name = NameOf(frame.AttributeName);
        // An attribute of that kind is a script.
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
        {
            throw Misplaced(name);
        }

        html.Append(' ').Append(name);
        switch (frame.AttributeValue)
        {
            case true:
                break;
            case "":
                break;
            case string value when !value.AsSpan().ContainsAnyExcept(Bare):
                html.Append('=').Append(value);
                break;
            case string value:
                html.Append("=\"").Append(Encoder.Encode(value)).Append('"');
                break;
            default:
                throw Misplaced(name);
        }
    }

    // Blanks of the source alone: they are as many as it is set in, and mean one.
    private static void WriteText(string text, StringBuilder html)
    {
        if (text.Contains('\n', StringComparison.Ordinal) && string.IsNullOrWhiteSpace(text))
        {
            html.Append('\n');
        }
        else
        {
            html.Append(Encoder.Encode(text));
        }
    }

    // Markup in a drawing is words of ours: what comes from outside is a text or a value, and never gets here.
    private static void WriteMarkup(string markup, StringBuilder html)
    {
        for (var rest = markup.AsSpan(); ; )
        {
            var end = rest.IndexOf('\n');
            if (end < 0)
            {
                html.Append(rest);
                return;
            }

            html.Append(rest[..(end + 1)]);
            rest = rest[(end + 1)..].TrimStart(' ');
        }
    }

    private static string NameOf(string name) => name.AsSpan().ContainsAnyExcept(NameLetters) ? throw Misplaced("name") : name;

    private static InvalidOperationException Misplaced(string what) => new($"Markup alone has no place for this: {what}.");
}
