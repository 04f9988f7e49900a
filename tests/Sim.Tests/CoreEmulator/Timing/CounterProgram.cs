using System;
using System.Collections.Generic;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Timing;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Timing;

/// <summary>
/// A bare program that counts each event in turn around a body: it selects the event, passes a marker, reads the counter, calls the body, passes another marker,
/// reads again, and stores the difference.
/// </summary>
internal static class CounterProgram
{
    /// <summary>Where the differences are put, 8 bytes an event.</summary>
    public const ulong Results = Assembled.Start + 0x4000;

    /// <summary>fence.i: what follows is fetched anew.</summary>
    private const uint RefetchesCode = 0x0000_100F;

    private const uint ResultsRegister = 24;
    private const uint Before = 20;
    private const uint After = 21;
    private const uint Return = 1;
    private static readonly uint[] Bases = [25, 26, 27];

    /// <summary>A counter of any number: 3 for the first event, and so on around.</summary>
    public static uint Counter(int index) => 3 + ((uint)index % 29);

    /// <summary>The program.</summary>
    /// <param name="body">What is counted; it ends with a return.</param>
    public static Assembled Make(IReadOnlyList<uint> body)
    {
        // 0x80004000 for results; 0x80008000, 0x8000a000 and 0x8000e000 for data.
        List<uint> words =
        [
            Asm.Auipc(ResultsRegister, 4), Asm.Auipc(Bases[0], 8), Asm.Auipc(Bases[1], 10), Asm.Auipc(Bases[2], 14),
            Asm.Addi(Bases[0], Bases[0], -4), Asm.Addi(Bases[1], Bases[1], -8), Asm.Addi(Bases[2], Bases[2], -12),
        ];
        int start = words.Count;
        int ofEach = Around(PerformanceEvents.All[0], 0).Length;
        int bodyAt = start + (PerformanceEvents.All.Count * ofEach) + 4 + 1;
        foreach (PerformanceEvent what in PerformanceEvents.All)
        {
            words.AddRange(Around(what, 4 * (bodyAt - words.Count)));
        }

        words.AddRange([Asm.Addi(Asm.A0, 0, 1), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0)]);
        words.AddRange(body);
        return new Assembled().Words([.. words]);
    }

    /// <summary>A body of random instructions, run over and over.</summary>
    public static uint[] Random(int seed, int instructions, int times)
    {
        Random random = new(seed);
        List<uint> body = [Asm.Addi(28, 0, times)];
        for (int n = 0; n < instructions; n++)
        {
            body.Add(One(random));
        }

        // Two that a branch of the last may pass over.
        body.AddRange([Asm.Addi(0, 0, 0), Asm.Addi(28, 28, -1), Asm.Bne(28, 0, -4 * (instructions + 2)), Ret]);
        return [.. body];
    }

    /// <summary>jalr x0, 0(ra).</summary>
    public static uint Ret => 0x0000_8067;

    private static uint One(Random random)
    {
        uint rd = (uint)random.Next(5, 10);
        uint rs = (uint)random.Next(5, 10);
        uint at = Bases[random.Next(Bases.Length)];
        int offset = 8 * random.Next(-250, 250);
        return random.Next(12) switch
        {
            0 or 1 => Asm.Ld(rd, at, offset),
            2 => Asm.Sd(rs, at, offset),
            3 or 4 => Asm.Bne(rd, rs, 8),
            5 => random.Next(10) == 0 ? RefetchesCode : Asm.Slli(rd, rs, 3),
            6 or 7 => Asm.Add(rd, rs, 28),
            _ => Asm.Addi(rd, rs, random.Next(-20, 20)),
        };
    }

    private static uint[] Around(PerformanceEvent what, int body)
    {
        uint counter = Counter(what.Index);
        uint[] begin =
        [
            Asm.Lui(Before, (uint)(what.Code >> 12)), Asm.Addi(Before, Before, (int)(what.Code & 0xFFF)), Asm.Csrrw(0, 0x320 + counter, Before),
            Marker(Markers.Begin + what.Index), Asm.Csrrs(Before, 0xB00 + counter, 0),
        ];
        return
        [
            .. begin, Asm.Jal(Return, body - (4 * begin.Length)),
            Marker(Markers.End + what.Index), Asm.Csrrs(After, 0xB00 + counter, 0),
            0x4000_0033 | (After << 7) | (After << 15) | (Before << 20), Asm.Sd(After, ResultsRegister, 8 * what.Index),
        ];
    }

    private static uint Marker(int number) => Asm.Addi(0, 0, 0) | 0x2000 | ((uint)number << 20);
}
