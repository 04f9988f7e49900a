using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>Runs a <see cref="RandomProgram"/> on a bare hart whose environment calls write and exit.</summary>
internal sealed unsafe class ProgramRun : IExecutionEnvironment, IInstructionProbe
{
    private readonly List<byte> _output = [];
    private bool _ended;

    /// <summary>What the program wrote.</summary>
    public byte[] Output => [.. _output];

    /// <summary>Hash of all integer and floating-point registers and fflags after each instruction.</summary>
    public ulong Trail { get; private set; } = 0xCBF29CE484222325;

    /// <summary>Instructions that the probe was told of.</summary>
    public long Seen { get; private set; }

    /// <summary>Instructions that retired.</summary>
    public ulong Retired { get; private set; }

    public static ProgramRun Of(RandomProgram program, bool translates, bool isProbed, long slice = 1_000_000, RetiredCounts? counts = null)
    {
        using Bus bus = new();
        bus.Add(new Ram(0x1000, 0x1000000));
        bus.TryWrite(RandomProgram.Code, program.Text.ToArray());
        bus.TryWrite(RandomProgram.Data, program.Initial);
        // csrrs x0, mstatus, x1; jalr x0, 0(x2): floating point on, then into the program.
        bus.TryWrite(0x2000, [0x73, 0xA0, 0x00, 0x30, 0x67, 0x00, 0x01, 0x00]);
        using Hart hart = new(0, bus, new MachineClock(), new HartOptions()) { Translates = translates, HotAfter = 3 };
        ProgramRun run = new();
        bus.Harts = [hart];
        hart.Environment = run;
        hart.Probe = isProbed ? run : null;
        hart.Counts = counts;
        hart[1] = 0x6000;
        hart[2] = RandomProgram.Code;
        hart.State->Pc = 0x2000;
        while (!run._ended)
        {
            hart.Run(slice);
        }

        run.Retired = hart.Retired;
        return run;
    }

    public bool Answer(Hart hart, in TrapInfo trap)
    {
        if (trap.Cause != TrapCause.EnvironmentCallFromM)
        {
            throw new InvalidOperationException(
                $"{trap.Cause} {trap.Value:x} at {hart.State->Pc:x}, {(hart.Current == null ? 0 : hart.Current->Bits):x8}");
        }

        if (hart[17] == 93)
        {
            _ended = true;
            hart.MachineWantsAttention = true;
            hart.RequestAttention();
        }
        else
        {
            byte[] bytes = new byte[hart[12]];
            hart.Bus.TryRead(hart[11], bytes);
            _output.AddRange(bytes);
            hart[10] = hart[12];
        }

        hart.State->Pc += 4;
        return true;
    }

    public void Ran(Hart hart, DecodedInstruction* i)
    {
        unchecked
        {
            ulong trail = (Trail ^ i->Bits) * 0x100000001B3;
            for (int r = 0; r < 32; r++)
            {
                trail = (trail ^ hart.State->X[r] ^ (hart.State->F[r] << 1)) * 0x100000001B3;
            }

            Trail = (trail ^ hart.State->Fflags) * 0x100000001B3;
            Seen++;
        }
    }
}
