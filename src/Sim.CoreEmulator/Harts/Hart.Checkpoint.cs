using System.IO;

namespace Sim.CoreEmulator.Harts;

/// <summary>A hart's part of a checkpoint. Translations and decoded code are left out: they come back by themselves.</summary>
internal sealed unsafe partial class Hart
{
    /// <summary>Writes its state. It must not be running.</summary>
    public void Save(BinaryWriter writer)
    {
        for (int i = 0; i < 32; i++)
        {
            writer.Write(State->X[i]);
        }

        for (int i = 0; i < 32; i++)
        {
            writer.Write(State->F[i]);
        }

        writer.Write(State->Pc);
        writer.Write(State->Fflags);
        writer.Write(State->Frm);
        writer.Write(_steps);
        writer.Write(TrapsTaken);
        writer.Write(IdleCycles);
        writer.Write(Reservation);
        writer.Write((byte)Privilege);
        writer.Write(Virtual);
        writer.Write((byte)Stop);
        Csrs.Save(writer);
    }

    /// <summary>Reads it back.</summary>
    public void Load(BinaryReader reader)
    {
        for (int i = 0; i < 32; i++)
        {
            State->X[i] = reader.ReadUInt64();
        }

        for (int i = 0; i < 32; i++)
        {
            State->F[i] = reader.ReadUInt64();
        }

        State->Pc = reader.ReadUInt64();
        State->Fflags = reader.ReadUInt32();
        State->Frm = reader.ReadUInt32();
        _steps = reader.ReadUInt64();
        TrapsTaken = reader.ReadUInt64();
        IdleCycles = reader.ReadUInt64();
        Reservation = reader.ReadUInt64();
        Privilege privilege = (Privilege)reader.ReadByte();
        bool isVirtual = reader.ReadBoolean();
        Stop = (HartStop)reader.ReadByte();
        SetMode(privilege, isVirtual);
        Csrs.Load(reader);
    }
}
