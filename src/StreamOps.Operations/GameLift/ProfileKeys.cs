using Amazon.Runtime;
using Microsoft.Win32.SafeHandles;

namespace StreamOps.Operations.GameLift;

/// <summary>Keys that stand in a profile's own files: whoever renews them writes them there, and they are read anew once they were written.</summary>
/// <remarks>
/// <para>The files are looked at once a second at most, by one call, and none waits long for it: a home may lie on a slow disk.</para>
/// <para>
/// Many a tool writes them in place, so a look may meet a part. One that breaks off within a line, or between the two keys, or before the token that the keys had until
/// now, is not believed before it has stood like that from one look to the next. Not to be seen is one that breaks off before the first token ever, or that has the
/// one key of old and the other of new: it is used until the next look. What was written within the same tick of the file's clock, and has as many bytes, is seen
/// within a second, for a change is read at two looks; one whose writer sets the time back as well is not.
/// </para>
/// </remarks>
/// <param name="first">As they were read at the start.</param>
/// <param name="read">Reads them; null where they cannot be read now.</param>
/// <param name="files">Where they may stand; where none is known they are read at each look.</param>
/// <param name="time">For how often is looked.</param>
internal sealed class ProfileKeys(
    ImmutableCredentials first,
    Func<ImmutableCredentials?> read,
    IReadOnlyList<string> files,
    TimeProvider time
)
{
    internal static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Who looks waits no longer for the disk: the last keys do until it is done.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private volatile ImmutableCredentials _newest = first;
    private Task _look = Task.CompletedTask;
    private long? _lookedAt;

    // These are the look's own, of which there is one at a time.
    private List<FileMark> _marks = [];
    private bool _isSettled;

    /// <summary>The newest that were read until now.</summary>
    public ImmutableCredentials Known => _newest;

    /// <summary>The newest that can be read.</summary>
    public async Task<ImmutableCredentials> NewestAsync()
    {
        try
        {
            await LookIfDue().WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // It goes on, and who comes after it has what it found.
        }

        return _newest;
    }

    /// <summary>A look that this call began; a completed task where none is due.</summary>
    private Task LookIfDue()
    {
        lock (_gate)
        {
            if (!_look.IsCompleted || (_lookedAt is { } last && time.GetElapsedTime(last) < BetweenLooks))
            {
                return Task.CompletedTask;
            }

            _lookedAt = time.GetTimestamp();
            return _look = Task.Run(Look);
        }
    }

    private void Look()
    {
        var marks = MarksNow();
        var stood = marks.SequenceEqual(_marks);
        if (stood && _isSettled)
        {
            return;
        }

        (_marks, _isSettled) = (marks, false);
        if (read() is not { } keys || !MarksNow().SequenceEqual(marks))
        {
            return;
        }

        _isSettled = stood && files.Count > 0;
        if (stood || (marks.TrueForAll(mark => mark.EndsWithLine) && (keys.UseToken || !_newest.UseToken)))
        {
            _newest = keys;
        }
    }

    private List<FileMark> MarksNow() => [.. files.Select(FileMark.Of)];

    /// <summary>What tells whether a file was written.</summary>
    private readonly record struct FileMark(DateTime WrittenAt, long Length, bool EndsWithLine)
    {
        private static readonly FileMark None = new(default, 0, EndsWithLine: true);

        /// <summary>Of the file that a link may lead to.</summary>
        public static FileMark Of(string path)
        {
            try
            {
                using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
                var length = RandomAccess.GetLength(file);
                return new FileMark(File.GetLastWriteTimeUtc(file), length, length == 0 || LastByte(file, length) == (byte)'\n');
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                return None;
            }
        }

        private static byte LastByte(SafeFileHandle file, long length)
        {
            Span<byte> last = stackalloc byte[1];
            return RandomAccess.Read(file, last, length - 1) == 0 ? default : last[0];
        }
    }
}
