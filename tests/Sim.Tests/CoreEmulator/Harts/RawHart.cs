using System;
using System.Buffers.Binary;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Memory;

namespace Sim.Tests.CoreEmulator.Harts;

/// <summary>A hart with a little memory, for running instruction words one by one.</summary>
internal sealed unsafe class RawHart : IDisposable
{
    /// <summary>Where memory starts.</summary>
    public const ulong Base = 0x8000_0000;

    /// <summary>Where instructions are put.</summary>
    public const ulong Code = Base + 0x1000;

    private readonly Bus _bus = new();

    public RawHart(HartOptions? options = null)
    {
        _bus.Add(new Ram(Base, 2 << 20));
        Hart = new Hart(0, _bus, new MachineClock(), options ?? new HartOptions());
        _bus.Harts = [Hart];
        Hart.State->Pc = Code;
    }

    public Hart Hart { get; }

    public ref CsrState Csrs => ref Hart.Csrs.State;

    public ulong Pc
    {
        get => Hart.State->Pc;
        set => Hart.State->Pc = value;
    }

    /// <summary>Gives S and U mode all of memory.</summary>
    public RawHart OpenMemory()
    {
        Write(0x3B0, ulong.MaxValue);
        Write(0x3A0, 0x1F);
        return this;
    }

    /// <summary>A mode to run in.</summary>
    public RawHart In(Privilege privilege, bool isVirtual = false)
    {
        Hart.SetMode(privilege, isVirtual);
        return this;
    }

    /// <summary>Reads a register whatever the mode.</summary>
    public ulong Read(int csr) => Hart.Csrs.At(csr)!.Read();

    /// <summary>Writes a register whatever the mode.</summary>
    public void Write(int csr, ulong value) => Hart.Csrs.At(csr)!.Write(value);

    /// <summary>Writes and reads back.</summary>
    public ulong Kept(int csr, ulong value)
    {
        Write(csr, value);
        return Read(csr);
    }

    /// <summary>Puts 64 bits into memory.</summary>
    public void Poke(ulong physical, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bus.TryWrite(physical, bytes);
    }

    /// <summary>Takes 64 bits out of memory.</summary>
    public ulong Peek(ulong physical)
    {
        Span<byte> bytes = stackalloc byte[8];
        _bus.TryRead(physical, bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Takes a step with an instruction put at the Pc, which is a physical address.</summary>
    public void Step(uint instruction)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, instruction);
        _bus.TryWrite(Pc, bytes);
        Hart.Run(1);
    }

    /// <summary>csrrs rd, csr, x0.</summary>
    public static uint ReadsCsr(int csr, uint rd = 5) => ((uint)csr << 20) | (2 << 12) | (rd << 7) | 0x73;

    /// <summary>csrrw rd, csr, rs1.</summary>
    public static uint WritesCsr(int csr, uint rs1, uint rd = 0) => ((uint)csr << 20) | (rs1 << 15) | (1 << 12) | (rd << 7) | 0x73;

    public void Dispose()
    {
        Hart.Dispose();
        _bus.Dispose();
    }
}
