using System;
using System.IO;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Tells the formats of traces apart, and opens them.</summary>
internal static class TraceFormats
{
    /// <summary>Bytes that <see cref="Guess"/> would like to see.</summary>
    public const int HeadBytes = 1 << 16;

    private const int Enough = 64;

    /// <summary>The format that the beginning of a trace looks like; null for none of them. Traces have no header: it is the one whose records make sense.</summary>
    public static TraceFormat? Guess(ReadOnlySpan<byte> head)
    {
        if (ChampSimReader.LooksRight(head, isCloudSuite: false, Enough))
        {
            return TraceFormat.ChampSim;
        }

        if (ChampSimReader.LooksRight(head, isCloudSuite: true, Enough))
        {
            return TraceFormat.CloudSuite;
        }

        return LooksRight(head, TraceFormat.Cbp) ? TraceFormat.Cbp : LooksRight(head, TraceFormat.Cvp) ? TraceFormat.Cvp : null;
    }

    /// <summary>Reads a trace.</summary>
    /// <param name="stream">Its bytes, unpacked. It stays the caller's.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="format">Its format.</param>
    public static IInstructionSource Open(Stream stream, string file, TraceFormat format) => format is TraceFormat.ChampSim or TraceFormat.CloudSuite
        ? new ChampSimReader(stream, file, format == TraceFormat.CloudSuite)
        : new CbpReader(stream, file, hasBaseUpdates: format == TraceFormat.Cbp);

    // A cut last record is no fault of a head.
    private static unsafe bool LooksRight(ReadOnlySpan<byte> head, TraceFormat format)
    {
        fixed (byte* bytes = head)
        {
            using UnmanagedMemoryStream stream = new(bytes, head.Length);
            CbpReader reader = new(stream, "", hasBaseUpdates: format == TraceFormat.Cbp);
            TimedInstruction instruction = default;
            int found = 0;
            try
            {
                while (found < Enough && reader.Next(ref instruction))
                {
                    found++;
                }
            }
            catch (Kernel.InputException)
            {
                return found > 0 && reader.IsCut;
            }

            return found > 0;
        }
    }
}
