using System.Buffers.Binary;
using System.Text;

namespace StreamOps.Testing.Circuits;

/// <summary>What listens on a page.</summary>
/// <param name="Handler">The server's number for it.</param>
/// <param name="Event">As <c>onclick</c>.</param>
/// <param name="Attributes">All that stands at the element, by name; empty where <paramref name="IsInPlace"/>.</param>
/// <param name="IsInPlace">Whether it takes the place of one that is gone, at an element that was drawn before.</param>
internal sealed record Listener(ulong Handler, string Event, IReadOnlyDictionary<string, string> Attributes, bool IsInPlace = false);

/// <summary>
/// One batch of drawing, as far as it says what listens from now on and what does not any more. Its last 20 bytes say where its parts begin: edits, frames of
/// 20 bytes, disposed components, disposed handlers, strings.
/// </summary>
internal sealed class DrawnBatch(byte[] batch)
{
    private const int FrameBytes = 20;
    private const int Element = 1;
    private const int Attribute = 3;
    private const int EditBytes = 16;
    private const int SetAttribute = 3;

    /// <summary>Handlers that are gone.</summary>
    public IEnumerable<ulong> Disposed()
    {
        var at = Part(3);
        for (var left = Number(at); left > 0; left--)
        {
            at += at == Part(3) ? sizeof(int) : sizeof(ulong);
            yield return BinaryPrimitives.ReadUInt64LittleEndian(batch.AsSpan(at));
        }
    }

    /// <summary>What listens anew, in the order of the page's parts.</summary>
    public IEnumerable<Listener> Listeners()
    {
        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        List<(ulong Handler, string Event)> handlers = [];
        var frames = Part(1);
        var alone = FramesAlone();
        for (var frame = 0; frame < Number(frames); frame++)
        {
            var at = frames + sizeof(int) + (frame * FrameBytes);
            if (Number(at) == Attribute)
            {
                var name = Text(Number(at + 4));
                if (alone.Contains(frame))
                {
                    if (BinaryPrimitives.ReadUInt64LittleEndian(batch.AsSpan(at + 12)) is > 0 and var one)
                    {
                        yield return new Listener(one, name, new Dictionary<string, string>(StringComparer.Ordinal), IsInPlace: true);
                    }

                    continue;
                }

                attributes[name] = Text(Number(at + 8));
                if (BinaryPrimitives.ReadUInt64LittleEndian(batch.AsSpan(at + 12)) is > 0 and var handler)
                {
                    handlers.Add((handler, name));
                }

                continue;
            }

            foreach (var listener in Of(handlers, attributes))
            {
                yield return listener;
            }

            handlers.Clear();
            attributes = Number(at) == Element ? new(StringComparer.Ordinal) : attributes;
        }

        foreach (var listener in Of(handlers, attributes))
        {
            yield return listener;
        }
    }

    /// <summary>Frames of attributes that change at an element that stands: they come without it.</summary>
    private HashSet<int> FramesAlone()
    {
        HashSet<int> alone = [];
        for (var component = 0; component < Number(Part(0)); component++)
        {
            var diff = Number(Part(0) + sizeof(int) + (component * sizeof(int)));
            for (var edit = 0; edit < Number(diff + sizeof(int)); edit++)
            {
                var at = diff + (2 * sizeof(int)) + (edit * EditBytes);
                if (Number(at) == SetAttribute)
                {
                    alone.Add(Number(at + (2 * sizeof(int))));
                }
            }
        }

        return alone;
    }

    private static List<Listener> Of(List<(ulong Handler, string Event)> handlers, Dictionary<string, string> attributes) =>
        [.. handlers.Select(one => new Listener(one.Handler, one.Event, attributes))];

    private int Part(int which) => Number(batch.Length - FrameBytes + (which * sizeof(int)));

    private int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(at));

    private string Text(int index)
    {
        if (index < 0)
        {
            return "";
        }

        var at = Number(Part(4) + (index * sizeof(int)));
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = batch[at++];
            length |= (part & 0x7f) << shift;
            if ((part & 0x80) == 0)
            {
                return Encoding.UTF8.GetString(batch, at, length);
            }
        }
    }
}
