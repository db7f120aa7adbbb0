using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StreamOps.Operations.GameLift;

/// <summary>What one list showed when it was last walked through: a page, or a session, that comes again byte for byte is the object it was and is not read anew.</summary>
/// <remarks>
/// It keeps no bytes, only 128 bits of their SHA-256: they hold what players chose, and whoever can make two texts of one print must not be able to hide a change. A page
/// is known by the token it was asked with, a session wherever it stands: the list promises no order.
/// </remarks>
public sealed class KnownList
{
    /// <summary>A list that shows so many in one walk is none; from then on all is read anew.</summary>
    internal const int Most = 500_000;

    // A call that was given up may still be reading its answer.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, KnownPage> _pages = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, KnownSession> _sessions = [];
    private int _walk;

    /// <summary>Sessions that are known, of this walk and the last.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>The page that these bytes are.</summary>
    /// <param name="token">What it was asked with; null for the first one.</param>
    /// <param name="body">The answer.</param>
    /// <param name="read">Reads a session that is not known.</param>
    internal Page<StreamSession> Read(string? token, ReadOnlySpan<byte> body, Func<ReadOnlySpan<byte>, StreamSession> read)
    {
        var print = PrintOf(body);
        lock (_lock)
        {
            if (_pages.TryGetValue(token ?? "", out var known) && known.Print == print)
            {
                return Again(known);
            }

            List<UInt128> prints = [];
            var (sessions, next) = RawPages.Read(body, item => ReadSession(item, read, prints));
            var page = AwsRecords.Page(sessions, session => session, next);
            Keep(token, page, print, [.. prints]);
            return page;
        }
    }

    /// <summary>The page as it was, where it came as objects and shows what it showed; else the one that came.</summary>
    internal Page<StreamSession> Recognized(string? token, Page<StreamSession> page)
    {
        lock (_lock)
        {
            if (
                _pages.TryGetValue(token ?? "", out var known)
                && string.Equals(known.Page.NextToken, page.NextToken, StringComparison.Ordinal)
                && known.Page.Items.SequenceEqual(page.Items)
            )
            {
                return Again(known);
            }

            Keep(token, page, print: default, []);
            return page;
        }
    }

    /// <summary>Of a page just read: what its sessions are elsewhere too, where that is equal. One object in both places is half of the memory, and is compared at a glance.</summary>
    /// <param name="page">The page.</param>
    /// <param name="token">What it was asked with.</param>
    /// <param name="elsewhere">What a session is there; null where it is not.</param>
    internal void Share(Page<StreamSession> page, string? token, Func<StreamSessionArn, StreamSession?> elsewhere)
    {
        lock (_lock)
        {
            if (!_pages.TryGetValue(token ?? "", out var known) || known.Page != page || known.IsShared)
            {
                return;
            }

            var sessions = page
                .Items.Select(session => elsewhere(session.Arn) is { } there && there == session ? there : session)
                .ToArray();
            for (var i = 0; i < known.Sessions.Length; i++)
            {
                ref var session = ref CollectionsMarshal.GetValueRefOrNullRef(_sessions, known.Sessions[i]);
                if (!Unsafe.IsNullRef(ref session))
                {
                    session.Session = sessions[i];
                }
            }

            known.Page = page with { Items = sessions };
            known.IsShared = true;
        }
    }

    /// <summary>The walk came to its end: what it did not show is forgotten.</summary>
    internal void Walked()
    {
        lock (_lock)
        {
            foreach (var (token, page) in _pages)
            {
                if (page.Walk != _walk)
                {
                    _pages.Remove(token);
                }
            }

            foreach (var (print, session) in _sessions)
            {
                if (session.Walk != _walk)
                {
                    _sessions.Remove(print);
                }
            }

            _walk++;
        }
    }

    private static UInt128 PrintOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private Page<StreamSession> Again(KnownPage known)
    {
        known.Walk = _walk;
        foreach (var print in known.Sessions)
        {
            ref var session = ref CollectionsMarshal.GetValueRefOrNullRef(_sessions, print);
            if (!Unsafe.IsNullRef(ref session))
            {
                session.Walk = _walk;
            }
        }

        return known.Page;
    }

    private StreamSession ReadSession(ReadOnlySpan<byte> bytes, Func<ReadOnlySpan<byte>, StreamSession> read, List<UInt128> prints)
    {
        var print = PrintOf(bytes);
        ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(_sessions, print);
        if (Unsafe.IsNullRef(ref known))
        {
            var session = read(bytes);
            _sessions[print] = new KnownSession { Session = session, Walk = _walk };
            prints.Add(print);
            return session;
        }

        known.Walk = _walk;
        prints.Add(print);
        return known.Session;
    }

    private void Keep(string? token, Page<StreamSession> page, UInt128 print, UInt128[] sessions)
    {
        if (_sessions.Count > Most || _pages.Count > Most)
        {
            _sessions.Clear();
            _pages.Clear();
        }

        _pages[token ?? ""] = new KnownPage(page, print, sessions) { Walk = _walk };
    }

    private sealed class KnownPage(Page<StreamSession> page, UInt128 print, UInt128[] sessions)
    {
        public Page<StreamSession> Page { get; set; } = page;

        /// <summary>Whether its sessions are those that are elsewhere.</summary>
        public bool IsShared { get; set; }

        public UInt128 Print => print;

        /// <summary>The prints of its sessions: seen with it.</summary>
        public UInt128[] Sessions => sessions;

        /// <summary>The last walk that asked for it.</summary>
        public int Walk { get; set; }
    }

    private struct KnownSession
    {
        public required StreamSession Session { get; set; }

        /// <summary>The last walk that showed it.</summary>
        public int Walk { get; set; }
    }
}
