using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Debugging;

/// <summary>A hart as GDB numbers its registers: x0 to x31, pc, f0 to f31, then CSRs. GDB manual, "RISC-V Features".</summary>
internal static unsafe class GdbTarget
{
    /// <summary>The number of pc.</summary>
    public const int Pc = 32;

    private const int FirstFloat = 33;
    private const int FirstCsr = 65;
    private const int PrivilegeNumber = FirstCsr + 4096;

    /// <summary>What registers there are, as target.xml tells it.</summary>
    public static string Description(Hart hart)
    {
        StringBuilder xml = new("<?xml version=\"1.0\"?><!DOCTYPE target SYSTEM \"gdb-target.dtd\"><target version=\"1.0\"><architecture>riscv:rv64</architecture>");
        xml.Append("<feature name=\"org.gnu.gdb.riscv.cpu\">");
        for (uint i = 0; i < 32; i++)
        {
            Register(xml, RegisterNames.Integer(i), (int)i, i is 2 or 3 or 4 or 8 ? "data_ptr" : i == 1 ? "code_ptr" : "int");
        }

        Register(xml, "pc", Pc, "code_ptr");
        xml.Append("</feature><feature name=\"org.gnu.gdb.riscv.fpu\">");
        for (uint i = 0; i < 32; i++)
        {
            Register(xml, RegisterNames.Float(i), FirstFloat + (int)i, "ieee_double");
        }

        List<Csr> csrs = [.. hart.Csrs.All];
        foreach (Csr csr in csrs.FindAll(csr => csr.Number is 1 or 2 or 3))
        {
            Register(xml, csr.Name, FirstCsr + csr.Number, "int");
        }

        xml.Append("</feature><feature name=\"org.gnu.gdb.riscv.virtual\">");
        Register(xml, "priv", PrivilegeNumber, "int");
        xml.Append("</feature><feature name=\"org.gnu.gdb.riscv.csr\">");
        foreach (Csr csr in csrs.FindAll(csr => csr.Number > 3))
        {
            Register(xml, csr.Name, FirstCsr + csr.Number, "int");
        }

        return xml.Append("</feature></target>").ToString();
    }

    /// <summary>Reads a register; null where there is none of the number.</summary>
    public static ulong? Read(Hart hart, int number) => number switch
    {
        >= 0 and < Pc => hart[number],
        Pc => hart.State->Pc,
        >= FirstFloat and < FirstCsr => hart.State->F[number - FirstFloat],
        PrivilegeNumber => (ulong)hart.Privilege | (hart.Virtual ? 4UL : 0),
        >= FirstCsr and < PrivilegeNumber => hart.Csrs.At(number - FirstCsr)?.Read(),
        _ => null,
    };

    /// <summary>Writes a register; false where there is none of the number.</summary>
    public static bool Write(Hart hart, int number, ulong value)
    {
        switch (number)
        {
            case >= 0 and < Pc:
                hart[number] = value;
                return true;
            case Pc:
                hart.State->Pc = value & ~1UL;
                return true;
            case >= FirstFloat and < FirstCsr:
                hart.State->F[number - FirstFloat] = value;
                return true;
            case >= FirstCsr and < PrivilegeNumber when hart.Csrs.At(number - FirstCsr) is { } csr:
                csr.Write(value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads memory as the hart sees it; fewer bytes where the rest is not there.</summary>
    public static byte[] ReadMemory(Hart hart, ulong address, int count)
    {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count;)
        {
            int part = (int)Math.Min((ulong)(count - done), 4096 - ((address + (ulong)done) & 4095));
            if (!Translate(hart, address + (ulong)done, AccessType.Load, out ulong physical) || !hart.Bus.TryRead(physical, bytes.AsSpan(done, part)))
            {
                return bytes[..done];
            }

            done += part;
        }

        return bytes;
    }

    /// <summary>Writes memory as the hart sees it, whether or not the hart itself might.</summary>
    public static bool WriteMemory(Hart hart, ulong address, ReadOnlySpan<byte> bytes)
    {
        for (int done = 0; done < bytes.Length;)
        {
            int part = (int)Math.Min((ulong)(bytes.Length - done), 4096 - ((address + (ulong)done) & 4095));
            if (!Translate(hart, address + (ulong)done, AccessType.Load, out ulong physical) || !hart.Bus.TryWrite(physical, bytes.Slice(done, part)))
            {
                return false;
            }

            done += part;
        }

        return true;
    }

    private static bool Translate(Hart hart, ulong address, AccessType access, out ulong physical)
    {
        AccessMode mode = hart.Mmu.DataMode;
        bool found = hart.Mmu.Walker.Translate(address, 1, access, mode, out Translation translation)
            || hart.Mmu.Walker.Translate(address, 1, AccessType.Fetch, mode, out translation);
        physical = translation.Physical;
        return found;
    }

    private static void Register(StringBuilder xml, string name, int number, string type) =>
        xml.Append(CultureInfo.InvariantCulture, $"<reg name=\"{name}\" bitsize=\"64\" type=\"{type}\" regnum=\"{number}\"/>");
}
