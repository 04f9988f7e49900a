using System.IO;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Writes instructions that a machine executed as a trace.</summary>
internal abstract class InstructionTraceWriter
{
    /// <summary>Begins one.</summary>
    /// <param name="stream">Where it goes, unpacked. It stays the caller's.</param>
    /// <param name="format">Its format: ChampSim or CBP.</param>
    public static InstructionTraceWriter Open(Stream stream, TraceFormat format) => format == TraceFormat.ChampSim ? new ChampSimWriter(stream) : new CbpWriter(stream);

    /// <summary>Writes an instruction that was executed.</summary>
    /// <param name="i">The instruction.</param>
    /// <param name="value">What its destination holds now; 0 where it has none.</param>
    /// <exception cref="Kernel.InputException">The format cannot say it.</exception>
    public abstract void Write(in TimedInstruction i, ulong value);
}
