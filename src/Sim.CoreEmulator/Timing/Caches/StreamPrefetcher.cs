using System;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Learns in which direction lines of a page are asked for, and runs ahead of them.</summary>
[Plugin("stream", "Ascending and descending streams of lines, by page.", Source = "as in POWER4 and Intel's L2 streamer: Tendler et al., IBM JRD 2002")]
public sealed class StreamPrefetcher(StreamOptions options) : IPrefetcher
{
    private const int PageBits = 12;
    private const int Sure = 2;
    private readonly Stream[] _streams = new Stream[options.Streams];
    private long _clock;

    /// <inheritdoc/>
    public int Observe(ulong address, ulong pc, bool isHit, int lineBytes, Span<ulong> wanted)
    {
        ulong page = (address >> PageBits) + 1;
        int line = (int)((address & ((1UL << PageBits) - 1)) / (ulong)lineBytes);
        ref Stream stream = ref Find(page, line);
        stream.Used = ++_clock;
        int direction = Math.Sign(line - stream.Line);
        if (direction == 0)
        {
            return 0;
        }

        stream.Seen = direction == stream.Direction ? Math.Min(stream.Seen + 1, Sure) : 1;
        stream.Direction = direction;
        stream.Line = line;
        if (stream.Seen < Sure)
        {
            return 0;
        }

        int count = Math.Min(options.Degree, wanted.Length);
        for (int n = 0; n < count; n++)
        {
            wanted[n] = address + (ulong)((long)direction * (options.Distance + n) * lineBytes);
        }

        return count;
    }

    /// <inheritdoc/>
    public void Forget() => Array.Clear(_streams);

    private ref Stream Find(ulong page, int line)
    {
        int oldest = 0;
        for (int n = 0; n < _streams.Length; n++)
        {
            if (_streams[n].Page == page)
            {
                return ref _streams[n];
            }

            oldest = _streams[n].Used < _streams[oldest].Used ? n : oldest;
        }

        _streams[oldest] = new Stream { Page = page, Line = line };
        return ref _streams[oldest];
    }

    private struct Stream
    {
        public ulong Page;
        public int Line;
        public int Direction;
        public int Seen;
        public long Used;
    }
}
