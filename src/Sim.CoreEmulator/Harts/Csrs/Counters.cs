using System.Collections.Generic;
using System.Globalization;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>cycle, time, instret, hpmcounter3 to 31, what they count, and who may read them. Manual, "Zicntr and Zihpm" and "Hardware Performance Monitor".</summary>
/// <remarks>What the programmable ones count: <see cref="ProgrammableCounters"/>.</remarks>
internal static class Counters
{
    private const ulong CycleBit = 1;
    private const ulong TimeBit = 2;
    private const ulong InstretBit = 4;

    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        ulong basic = file.Has(Extensions.Zicntr) ? CycleBit | TimeBit | InstretBit : 0;
        ulong all = basic | (file.Has(Extensions.Zihpm) ? uint.MaxValue & ~7UL : 0);
        List<Csr> family =
        [
            new("mcycle", 0xB00, () => Mcycle(file), value => file.State.Mcycle = IsInhibited(file, CycleBit) ? value : value - file.Hart.Cycles - 1),
            new("minstret", 0xB02, () => Minstret(file), value => file.State.Minstret = IsInhibited(file, InstretBit) ? value : value - file.Hart.Retired - 1),
            new("mcountinhibit", 0x320, () => file.State.Mcountinhibit, value => Inhibit(file, value & all & ~TimeBit)),
        ];
        if (basic != 0)
        {
            family.Add(new Csr("cycle", 0xC00, () => Mcycle(file), _ => { }) { Gate = () => Gate(file, CycleBit) });
            family.Add(new Csr("time", 0xC01, () => Time(file), _ => { }) { Gate = () => TimeGate(file) });
            family.Add(new Csr("instret", 0xC02, () => Minstret(file), _ => { }) { Gate = () => Gate(file, InstretBit) });
        }

        AddEnables(file, family, all);
        AddProgrammable(file, family);
        return family;
    }

    /// <summary>Whether the time may be read now.</summary>
    public static CsrAccess TimeGate(CsrFile file) => Gate(file, TimeBit);

    private static void AddEnables(CsrFile file, List<Csr> family, ulong all)
    {
        if (file.Has(Extensions.U))
        {
            family.Add(new Csr("mcounteren", 0x306, () => file.State.Mcounteren, value => file.State.Mcounteren = value & all));
        }

        if (file.Has(Extensions.S))
        {
            family.Add(new Csr("scounteren", 0x106, () => file.State.Scounteren, value => file.State.Scounteren = value & all));
        }

        if (file.Has(Extensions.H))
        {
            family.Add(new Csr("hcounteren", 0x606, () => file.State.Hcounteren, value => file.State.Hcounteren = value & all));
        }
    }

    private static void AddProgrammable(CsrFile file, List<Csr> family)
    {
        family.AddRange(ProgrammableCounters.Declare(file));
        for (int i = ProgrammableCounters.First; file.Has(Extensions.Zihpm) && i <= ProgrammableCounters.Last; i++)
        {
            int n = i;
            string name = "hpmcounter" + n.ToString(CultureInfo.InvariantCulture);
            family.Add(new Csr(name, 0xC00 + n, () => ProgrammableCounters.Value(file, n), _ => { }) { Gate = () => Gate(file, 1UL << n) });
        }
    }

    private static CsrAccess Gate(CsrFile file, ulong bit)
    {
        Hart hart = file.Hart;
        if (hart.Privilege == Privilege.Machine)
        {
            return CsrAccess.Allowed;
        }

        bool isAllowedByHost = !hart.Virtual || (file.State.Hcounteren & bit) != 0;
        bool isAllowedBySupervisor = hart.Privilege != Privilege.User || !file.Has(Extensions.S) || (file.State.Scounteren & bit) != 0;
        return (file.State.Mcounteren & bit) == 0 ? CsrAccess.Illegal
            : isAllowedByHost && isAllowedBySupervisor ? CsrAccess.Allowed
            : hart.Virtual ? CsrAccess.Virtual : CsrAccess.Illegal;
    }

    private static bool IsInhibited(CsrFile file, ulong bit) => (file.State.Mcountinhibit & bit) != 0;

    private static ulong Mcycle(CsrFile file) => IsInhibited(file, CycleBit) ? file.State.Mcycle : file.State.Mcycle + file.Hart.Cycles;

    private static ulong Minstret(CsrFile file) => IsInhibited(file, InstretBit) ? file.State.Minstret : file.State.Minstret + file.Hart.Retired;

    private static ulong Time(CsrFile file) => file.Hart.Time + (file.Hart.Virtual ? file.State.Htimedelta : 0);

    // A counter that is inhibited keeps its value where otherwise its distance is kept. The instruction that stops it is not counted,
    // the one that lets it go on is.
    private static void Inhibit(CsrFile file, ulong value)
    {
        ulong cycle = Mcycle(file);
        ulong instret = Minstret(file);
        ProgrammableCounters.Inhibit(file, value);
        file.State.Mcycle = IsInhibited(file, CycleBit) ? cycle : cycle - file.Hart.Cycles;
        file.State.Minstret = IsInhibited(file, InstretBit) ? instret : instret - file.Hart.Retired;
    }
}
