using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;

namespace Sim.CoreEmulator.Machines;

/// <summary>What a checkpoint was made of: it only fits the same program on the same machine.</summary>
/// <param name="ProgramHash">SHA-256 of the program's file.</param>
/// <param name="Harts">How many harts.</param>
/// <param name="Memory">Bytes of main memory.</param>
/// <param name="Extensions">The instruction set.</param>
/// <param name="Linux">Whether it runs as a Linux process.</param>
internal sealed record CheckpointHeader(string ProgramHash, int Harts, ulong Memory, Extensions Extensions, bool Linux)
{
    private const string Magic = "SIMCORE";
    private const int Version = 2;
    private const int HashSize = 32;

    /// <summary>Writes it.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(ProgramHash);
        writer.Write(Harts);
        writer.Write(Memory);
        writer.Write((ulong)Extensions);
        writer.Write(Linux);
    }

    /// <summary>Reads it from a whole checkpoint, whose hash is checked.</summary>
    /// <param name="file">The file as the user named it.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="reader">Stands behind the header.</param>
    /// <exception cref="InputException">It is none, another version's, or damaged.</exception>
    public static CheckpointHeader Load(string file, byte[] bytes, out BinaryReader reader)
    {
        byte[] magic = [(byte)Magic.Length, .. Magic.Select(letter => (byte)letter)];
        if (bytes.Length < magic.Length + 4 + HashSize || !bytes.AsSpan(0, magic.Length).SequenceEqual(magic))
        {
            throw Fault(file, "not a checkpoint of sim core run, or cut off");
        }

        reader = new BinaryReader(new MemoryStream(bytes, 0, bytes.Length - HashSize, writable: false));
        reader.BaseStream.Position = magic.Length;
        int version = reader.ReadInt32();
        if (version != Version)
        {
            throw Fault(file, string.Create(CultureInfo.InvariantCulture, $"a checkpoint of version {version}; this Sim reads version {Version}"));
        }

        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashSize)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - HashSize)))
        {
            throw Fault(file, "a damaged checkpoint: its hash does not match its contents");
        }

        try
        {
            return new CheckpointHeader(reader.ReadString(), reader.ReadInt32(), reader.ReadUInt64(), (Extensions)reader.ReadUInt64(), reader.ReadBoolean());
        }
        catch (IOException)
        {
            throw Fault(file, "a damaged checkpoint: its header is cut off");
        }
    }

    /// <summary>Refuses a program or a machine that it was not made with.</summary>
    /// <exception cref="InputException">It was made with another.</exception>
    public void Match(string file, CheckpointHeader found)
    {
        string? fault = true switch
        {
            _ when found.ProgramHash != ProgramHash => "made with another program",
            _ when found.Harts != Harts => string.Create(CultureInfo.InvariantCulture, $"made with {Harts} harts, not {found.Harts}"),
            _ when found.Memory != Memory => string.Create(CultureInfo.InvariantCulture, $"made with {Memory >> 20} MiB of memory, not {found.Memory >> 20}"),
            _ when found.Extensions != Extensions => $"made with {IsaString.Print(Extensions)}, not {IsaString.Print(found.Extensions)}",
            _ when found.Linux != Linux => Linux ? "made of a Linux program" : "made of a bare machine",
            _ => null,
        };
        if (fault is not null)
        {
            throw Fault(file, fault);
        }
    }

    /// <summary>A fault of a checkpoint.</summary>
    public static InputException Fault(string file, string message) => new(new InputError(file, 0, 0, message));
}
