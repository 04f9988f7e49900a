using System.Collections.Generic;
using System.Globalization;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>pmpcfg0 to 14 and pmpaddr0 to 63. Privileged manual, "Physical Memory Protection CSRs". Entries that a hart lacks read as 0.</summary>
internal static unsafe class MemoryProtection
{
    private const int EntriesOfRegister = 8;

    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        List<Csr> family = [];
        if (file.Hart.Options.PmpEntries == 0)
        {
            return family;
        }

        for (int i = 0; i < CsrState.PmpLimit; i++)
        {
            int entry = i;
            string name = "pmpaddr" + i.ToString(CultureInfo.InvariantCulture);
            family.Add(new Csr(name, 0x3B0 + i, () => file.State.PmpAddress[entry], value => SetAddress(file, entry, value)));
        }

        for (int i = 0; i < CsrState.PmpLimit / EntriesOfRegister; i++)
        {
            int first = i * EntriesOfRegister;
            string name = "pmpcfg" + (2 * i).ToString(CultureInfo.InvariantCulture);
            family.Add(new Csr(name, 0x3A0 + (2 * i), () => Configuration(file, first), value => Configure(file, first, value)));
        }

        return family;
    }

    private static ulong Configuration(CsrFile file, int first)
    {
        ulong value = 0;
        for (int i = 0; i < EntriesOfRegister; i++)
        {
            value |= (ulong)file.State.PmpConfiguration[first + i] << (8 * i);
        }

        return value;
    }

    private static void Configure(CsrFile file, int first, ulong value)
    {
        for (int i = first; i < first + EntriesOfRegister && i < file.Hart.Options.PmpEntries; i++, value >>= 8)
        {
            if (!IsLocked(file, i))
            {
                file.State.PmpConfiguration[i] = PhysicalMemoryProtection.LegalConfiguration((byte)value);
            }
        }

        Changed(file);
    }

    // A locked entry that ends where the next begins (top of range) locks that address too.
    private static void SetAddress(CsrFile file, int entry, ulong value)
    {
        int entries = file.Hart.Options.PmpEntries;
        bool bounds = entry + 1 < entries && IsLocked(file, entry + 1) && PhysicalMemoryProtection.IsTopOfRange(file.State.PmpConfiguration[entry + 1]);
        if (entry < entries && !IsLocked(file, entry) && !bounds)
        {
            file.State.PmpAddress[entry] = value & PhysicalMemoryProtection.AddressMask;
            Changed(file);
        }
    }

    private static bool IsLocked(CsrFile file, int entry) => (file.State.PmpConfiguration[entry] & PhysicalMemoryProtection.Lock) != 0;

    private static void Changed(CsrFile file)
    {
        file.Hart.Mmu.Walker.ProtectionChanged();
        file.Hart.Mmu.FlushAll();
    }
}
